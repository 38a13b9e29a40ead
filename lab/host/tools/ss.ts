import { type ListeningSocket, listeningSockets } from '../machine/sockets.ts';
import { getopt } from './getopt.ts';
import { answer, type Call, type Result, refuse } from './tool.ts';

/** `ss -lnt[p46H]`: listening TCP sockets. Only root sees the processes of others. */
export function ss({ args, view, login }: Call): Result {
  const flags = { l: 'flag', n: 'flag', t: 'flag', p: 'flag', '4': 'flag', '6': 'flag', H: 'flag' } as const;
  const long = {
    listening: 'flag',
    numeric: 'flag',
    tcp: 'flag',
    processes: 'flag',
    'no-header': 'flag',
  } as const;
  const options = getopt(args, { ...flags, ...long });
  if (options.problem) return refuse(`ss: ${options.problem}`, 255);
  const listening = options.has('l', 'listening') && options.has('t', 'tcp') && options.has('n', 'numeric');
  if (!listening || options.operands.length > 0)
    return refuse('lab host: ss is simulated only with -lnt', 255);
  const all = listeningSockets(view);
  const v6 = all.filter((socket) => isV6(socket));
  const v4 = all.filter((socket) => !isV6(socket));
  const shown = [...(options.has('6') ? [] : v4), ...(options.has('4') ? [] : v6)];
  const named = options.has('p', 'processes') && login.uid === 0;
  return answer(socketTable(shown, { named, header: !options.has('H', 'no-header') }));
}

function isV6({ address }: ListeningSocket): boolean {
  return address === '*' || address.startsWith('[');
}

const HEAD = ['State', 'Recv-Q', 'Send-Q', 'Local Address', 'Port', 'Peer Address', 'Port', 'Process'];

/** The columns of ss without a terminal: addresses to the right, ports to the left, the last one padded too. */
export function socketTable(sockets: ListeningSocket[], how: { named: boolean; header: boolean }): string {
  const rows = sockets.map((socket) => {
    const peer = socket.address === '*' ? '*' : isV6(socket) ? '[::]' : '0.0.0.0';
    const owners = socket.owners.map(({ comm, pid, fd }) => `("${comm}",pid=${pid},fd=${fd})`);
    const users = how.named && owners.length > 0 ? ` users:(${owners.join(',')})` : '';
    return ['LISTEN', '0', String(socket.backlog), socket.address, String(socket.port), peer, '*', users];
  });
  const lines = how.header ? [HEAD, ...rows] : rows;
  const widths = HEAD.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) => {
      const cell = (column: number) => (line[column] ?? '').padEnd(widths[column] ?? 0);
      const right = (column: number) => (line[column] ?? '').padStart(widths[column] ?? 0);
      const queues = [cell(0), cell(1).padEnd(6), cell(2).padEnd(6)].join(' ');
      return `${queues} ${right(3)}:${cell(4)} ${right(5)}:${cell(6)}${cell(7)}\n`;
    })
    .join('');
}
