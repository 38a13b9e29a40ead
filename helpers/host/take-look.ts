import { excerpt, redact } from '../redact.ts';
import { Unanswered } from '../unanswered.ts';
import { catalogue, type FactKey, type FactOf } from './catalogue.ts';
import type { Conversation } from './conversation.ts';
import type { FramedAnswer, FramedReply } from './frame.ts';
import { type Look, saveLook } from './look.ts';
import { NotUnderstood, type RawAnswer } from './parse/answer.ts';
import { refusedPrivilege } from './privilege.ts';

/** What an exchange with a host brought. */
export interface Exchange {
  host: string;
  user: string;
  commands: Record<FactKey, string>;
  reply: FramedReply;
  /** Milliseconds since 1970; the clock was read between sent and received. */
  times: { sentAt: number; receivedAt: number; finishedAt: number };
  ended: Conversation['ended'];
  status: number | null;
  /** What came beside the answers, for the case that there are none. */
  around: string;
  /** The limit of the exchange. */
  seconds: number;
}

/** The look that an exchange brought. Throws Unanswered if it brought no answer at all. */
export function lookOf(exchange: Exchange): Look {
  const { host, commands, reply, times } = exchange;
  if (reply.answers.size === 0) throw nothingSaid(exchange);
  const known = new Map<FactKey, { fact: unknown } | { failure: Unanswered }>();
  const read = (key: FactKey) => {
    const found = known.get(key) ?? readAnswer(key, exchange);
    known.set(key, found);
    return found;
  };
  const look: Look = {
    host,
    takenAt: Math.round((times.sentAt + times.finishedAt) / 2),
    seconds: (times.finishedAt - times.sentAt) / 1000,
    sentAt: times.sentAt,
    receivedAt: times.receivedAt,
    answer: <K extends FactKey>(key: K) => {
      const found = read(key);
      if ('failure' in found) throw found.failure;
      return found.fact as FactOf<K>;
    },
    asked: (key) => askedAs(key, exchange),
    said: (key) => saidBy(reply.answers.get(key), catalogue[key]),
    notes: (key) => complaintsOf(reply.answers.get(key)),
    save: () => saveLook(look),
  };
  return look;

  function askedAs(key: FactKey, { user }: Exchange): string {
    return catalogue[key].root && user !== 'root' ? `sudo ${commands[key]}` : commands[key];
  }
}

function readAnswer(key: FactKey, exchange: Exchange): { fact: unknown } | { failure: Unanswered } {
  const { host, commands, reply } = exchange;
  const question = { asked: commands[key], where: host };
  const framed = reply.answers.get(key);
  if (!framed) return { failure: notReached(key, exchange) };
  try {
    return { fact: catalogue[key].parse(rawOf(framed, catalogue[key].bytes)) };
  } catch (cause) {
    if (!(cause instanceof NotUnderstood)) throw cause;
    const message = redact(`${host}: \`${commands[key]}\`: ${cause.message}`);
    return { failure: new Unanswered(message, { ...question, next: cause.next, cause }) };
  }
}

function rawOf({ status, stdout, stderr }: FramedAnswer, limit: number): RawAnswer {
  // Where SIGPIPE is ignored, a command that is cut has a status of its own.
  const cut = status === 141 || stdout.length >= limit;
  return { status, cut, stdout: stdout.toString('utf8'), stderr: stderr.toString('utf8') };
}

function notReached(key: FactKey, exchange: Exchange): Unanswered {
  const { host, user, commands, reply, ended, seconds } = exchange;
  const question = { asked: commands[key], where: host };
  if (catalogue[key].root && reply.refusal) return refusedPrivilege(user, reply.refusal, question);
  const why = {
    'too slow': `not answered within the ${seconds} s that a look may take`,
    'too long': 'not reached, because the answers before it were too long',
    'by itself': 'not answered, because the connection or the shell ended before it',
  }[ended];
  return new Unanswered(`${host}: \`${commands[key]}\`: ${why}`, {
    ...question,
    next: 'Run it by hand on the host.',
  });
}

function nothingSaid({ host, ended, seconds, status, around }: Exchange): Unanswered {
  const received = around.trim() === '' ? 'nothing' : JSON.stringify(excerpt(around, 300));
  const when =
    ended === 'too slow' ? ` within ${seconds} s` : status === null ? '' : ` (exit status ${status})`;
  return new Unanswered(`${host}: expected the answers of /bin/sh, received ${received}${when}`, {
    asked: '/bin/sh -s',
    where: host,
    next: 'Check that this login has a shell and may run commands (no forced command, no nologin).',
  });
}

function saidBy(
  framed: FramedAnswer | undefined,
  { secret, shown }: { secret?: boolean; shown?: RegExp },
): string {
  if (!framed) return '';
  const complaint = framed.stderr.toString('utf8');
  if (secret && framed.stdout.length > 0)
    return `(${framed.stdout.length} bytes, not shown: may hold secrets)`;
  const said = framed.stdout.toString('utf8');
  const lines = shown
    ? said
        .split('\n')
        .filter((line) => shown.test(line))
        .join('\n')
    : said;
  return excerpt(`${lines}${complaint}`, 2000);
}

function complaintsOf(framed: FramedAnswer | undefined): string[] {
  const lines = framed?.stderr.toString('utf8').split('\n') ?? [];
  return lines.filter((line) => line.trim() !== '').map((line) => redact(line));
}
