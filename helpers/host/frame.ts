import { inSingleQuotes } from './quote.ts';

/** One command of a script. */
export interface FramedQuestion {
  /** Letters only. */
  key: string;
  command: string;
  root: boolean;
  seconds: number;
  bytes: number;
}

/** What the script wrote for one command. */
export interface FramedAnswer {
  status: number;
  stdout: Buffer;
  stderr: Buffer;
}

/** Everything that a reply holds; what the login shell said around it is left out. */
export interface FramedReply {
  answers: Map<string, FramedAnswer>;
  /** Why the privileged questions were not asked, where `sudo` refused or ended early. */
  refusal?: { status: number; stderr: string };
}

/**
 * Runs one command with a time limit and no input, and frames what it says. Its output goes straight out through
 * descriptor 3, cut at a number of bytes; only its status and 4,000 bytes of complaints are held back in $e and $?.
 */
const askFunction = String.raw`ask() {
printf '\n@%s begin %s\n' "$N" "$1"
e=$(exec 6>&1
{ { { timeout -k 2 "$2" /bin/sh -c "$4" </dev/null 3>&- 4>&- 6>&-; echo "$?" >&4; } | head -c "$3" >&3; } 2>&1 |
{ head -c 4000 >&6; cat >/dev/null; }; } 4>&1 | { read -r s; exit "$s"; })
printf '\n@%s end %s %s\n%s\n@%s close %s\n' "$N" "$1" "$?" "$e" "$N" "$1"
}`;

/**
 * A script for `/bin/sh -s` that asks all questions, the privileged ones through one `sudo -n` unless the login is
 * root. Answers stand between markers that carry the nonce, so that no output can be taken for a marker. No file is
 * written (where the shell makes one for a here-document, it is put in memory), no terminal is needed.
 */
export function scriptFor(questions: readonly FramedQuestion[], nonce: string, loginIsRoot: boolean): string {
  const prelude = [
    'LC_ALL=C; LANG=C; TZ=UTC0; PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin"',
    '[ -w /dev/shm ] && TMPDIR=/dev/shm',
    'export LC_ALL LANG TZ PATH TMPDIR',
    'exec 3>&1',
    `N=${nonce}`,
    askFunction,
  ];
  return [
    ...prelude,
    ...questions.filter(({ root }) => !root).map(askLine),
    'privileged() {',
    `${loginIsRoot ? '' : 'sudo -n '}/bin/sh -s <<'@${nonce}'`,
    ...prelude,
    ...questions.filter(({ root }) => root).map(askLine),
    'exit 0',
    `@${nonce}`,
    '}',
    'e=$(privileged 2>&1 >&3); s=$?',
    String.raw`[ "$s" = 0 ] || printf '\n@%s unprivileged %s\n%s\n@%s close unprivileged\n' "$N" "$s" "$e" "$N"`,
    'exit 0',
    '',
  ].join('\n');
}

/** The answers in a reply, whole ones only. */
export function parseReply(reply: Buffer, nonce: string): FramedReply {
  const answers = new Map<string, FramedAnswer>();
  let refusal: FramedReply['refusal'];
  let position = 0;
  for (;;) {
    const start = lineAfter(reply, `\n@${nonce} `, position);
    if (!start) return refusal ? { answers, refusal } : { answers };
    position = start.next;
    const [word, second = ''] = start.rest.split(' ');
    if (word === 'unprivileged') {
      const close = lineAfter(reply, `\n@${nonce} close unprivileged`, position);
      const stderr = reply.subarray(position, close?.at).toString('utf8').trim();
      refusal = { status: Number(second), stderr };
    }
    if (word !== 'begin') continue;
    const end = lineAfter(reply, `\n@${nonce} end ${second} `, position);
    const close = end && lineAfter(reply, `\n@${nonce} close ${second}`, end.next);
    if (!close) continue;
    const stdout = reply.subarray(position, end.at);
    answers.set(second, { status: Number(end.rest), stdout, stderr: reply.subarray(end.next, close.at) });
    position = close.next;
  }
}

/** Where a marker stands, the rest of its line, and where the next line begins. */
function lineAfter(
  reply: Buffer,
  marker: string,
  from: number,
): { at: number; rest: string; next: number } | undefined {
  const at = reply.indexOf(marker, from);
  const stop = at < 0 ? -1 : reply.indexOf('\n', at + marker.length);
  if (stop < 0) return undefined;
  return { at, rest: reply.subarray(at + marker.length, stop).toString('latin1'), next: stop + 1 };
}

function askLine({ key, seconds, bytes, command }: FramedQuestion): string {
  if (!/^[A-Za-z]+$/.test(key)) throw new RangeError(`key ${JSON.stringify(key)} is not of letters only`);
  return `ask '${key}' ${seconds} ${bytes} ${inSingleQuotes(command)}`;
}
