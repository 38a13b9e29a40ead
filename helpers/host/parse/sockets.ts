import { z } from 'zod';
import { linesOf, outputOf, type RawAnswer, strangeLine } from './answer.ts';

const socketFact = z.object({
  /** Without brackets and without an interface; `*` where it listens on every address of both families. */
  address: z.string(),
  port: z.number(),
  family: z.enum(['v4', 'v6', 'any']),
  /** Reachable from the host itself only. */
  loopback: z.boolean(),
  /** The first of `processes`; null where the login may not see them. */
  pid: z.number().nullable(),
  process: z.string().nullable(),
  /** Everyone who holds the socket, for example master and workers of nginx. */
  processes: z.array(z.object({ pid: z.number(), name: z.string() })),
});
export const socketsFact = z.array(socketFact);
export type Socket = z.infer<typeof socketFact>;

/** The listening TCP sockets with their owners, from `ss -lntp`. Throws NotUnderstood. */
export function parseSockets(answer: RawAnswer): Socket[] {
  return linesOf(outputOf(answer))
    .filter((line) => !/^(?:State|Netid|Recv-Q)\b/.test(line))
    .map(parseSocket);
}

function parseSocket(line: string): Socket {
  const found = /^\s*(?:tcp\s+)?LISTEN\s+\d+\s+\d+\s+(\S+)\s+\S+/.exec(line);
  const [, local = '', port] = /^(\S+):(\d+)$/.exec(found?.[1] ?? '') ?? [];
  if (!found || port === undefined) throw strangeLine(line, '`LISTEN RECV-Q SEND-Q ADDRESS:PORT PEER USERS`');
  const address = addressOf(local);
  const processes = ownersIn(line.slice(found[0].length));
  return {
    address,
    port: Number(port),
    family: address === '*' ? 'any' : address.includes(':') ? 'v6' : 'v4',
    loopback: /^(?:::ffff:)?127\./i.test(address) || address === '::1',
    pid: processes[0]?.pid ?? null,
    process: processes[0]?.name ?? null,
    processes,
  };
}

/** `127.0.0.1%lo`, `[::1]`, `[fe80::1]%eth0`, and `::` without brackets as older `ss` prints it. */
function addressOf(text: string): string {
  return text.replace(/%[^\]]*/, '').replace(/^\[(.*)\]$/, '$1');
}

function ownersIn(users: string): Socket['processes'] {
  // Older `ss` prints ("nginx",12,3), newer ("nginx",pid=12,fd=3).
  let from = 0;
  return [...users.matchAll(/",(?:pid=)?(\d+),(?:fd=)?\d+\)/g)].flatMap(({ 0: end, 1: pid, index }) => {
    const begin = users.indexOf('("', from);
    from = index + end.length;
    return begin === -1 || begin > index ? [] : [{ pid: Number(pid), name: users.slice(begin + 2, index) }];
  });
}
