import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type FramedQuestion, parseReply, scriptFor } from './frame.ts';

const nonce = '0123456789abcdef01234567';
const directory = mkdtempSync(join(tmpdir(), 'frame-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** What the machine's real shell answers to these commands. */
function asked(
  commands: Record<string, string>,
  how: Partial<FramedQuestion> = {},
  loginIsRoot = true,
  path = '',
) {
  const questions = Object.entries(commands).map(([key, command]) => ({
    ...{ key, command, root: false, seconds: 5, bytes: 10_000 },
    ...how,
  }));
  const env = { ...process.env, PATH: `${path}${path && ':'}${process.env.PATH}` };
  const { stdout } = spawnSync('/bin/sh', ['-s'], { input: scriptFor(questions, nonce, loginIsRoot), env });
  const reply = parseReply(stdout, nonce);
  const texts = [...reply.answers].map(([key, { status, stdout, stderr }]) => [
    key,
    { status, stdout: `${stdout}`, stderr: `${stderr}` },
  ]);
  return {
    ...reply,
    stdout,
    texts: Object.fromEntries(texts) as Record<string, { status: number; stdout: string; stderr: string }>,
  };
}

test('keeps output, complaints and status of each command apart', () => {
  const { texts } = asked({
    a: 'echo one; echo two >&2; exit 3',
    b: 'printf "no end of line"',
    c: 'true',
    d: 'echo; echo',
  });
  expect(texts).toEqual({
    a: { status: 3, stdout: 'one\n', stderr: 'two' },
    b: { status: 0, stdout: 'no end of line', stderr: '' },
    c: { status: 0, stdout: '', stderr: '' },
    d: { status: 0, stdout: '\n\n', stderr: '' },
  });
});

test('keeps every byte', () => {
  const { answers } = asked({ a: String.raw`printf '\000\001\377\n\n'` });
  expect(answers.get('a')?.stdout).toEqual(Buffer.from([0, 1, 255, 10, 10]));
});

test('takes no output for a marker', () => {
  const { texts } = asked({
    a: String.raw`printf '\n@other end a 0\n\n@other close a\n@%s'`,
    b: 'cat /proc/self/cmdline',
  });
  expect(texts.a?.stdout).toBe('\n@other end a 0\n\n@other close a\n@');
  expect(JSON.stringify(texts.b)).not.toContain(nonce);
});

test('passes quotes, variables and the awkward words of a command to the shell unchanged', () => {
  const { texts } = asked({ a: String.raw`printf '%s|' 'it'\''s' "$HOME" a\ b` });
  expect(texts.a?.stdout).toBe(`it's|${process.env.HOME ?? ''}|a b|`);
});

test('cuts output that is too long, and goes on', () => {
  const { texts } = asked({ a: 'cat /dev/zero', b: 'echo next' }, { bytes: 1000 });
  expect(texts.a?.stdout).toHaveLength(1000);
  expect(texts.a?.status).toBe(141);
  expect(texts.b?.stdout).toBe('next\n');
});

test('lets a command complain at length without ending it', () => {
  const { texts } = asked({ a: 'head -c 300000 /dev/zero | tr "\\0" x >&2; echo done' });
  expect(texts.a).toMatchObject({ status: 0, stdout: 'done\n' });
  expect(texts.a?.stderr).toHaveLength(4000);
});

test('stops a command that is too slow, and its children', () => {
  const { texts } = asked({ a: 'echo begun; sleep 60 | cat', b: 'echo next' }, { seconds: 0.2 });
  expect(texts.a).toMatchObject({ status: 124, stdout: 'begun\n' });
  expect(texts.b?.stdout).toBe('next\n');
});

test('tells a missing tool and one that may not be run', () => {
  const file = join(directory, 'plain');
  writeFileSync(file, 'x');
  const { texts } = asked({ a: 'no-such-tool --x', b: file });
  expect(texts.a).toMatchObject({ status: 127, stderr: expect.stringContaining('no-such-tool') });
  // Root may run nothing that has no x bit either.
  expect(texts.b?.status).toBe(126);
});

test('gives a command no input, the C locale and UTC', () => {
  const { texts } = asked({ a: 'cat; echo end', b: 'echo "$LC_ALL $TZ"; date +%z' });
  expect(texts.a?.stdout).toBe('end\n');
  expect(texts.b?.stdout).toBe('C UTC0\n+0000\n');
});

test('asks privileged questions in the same way, after the others', () => {
  const { texts, stdout } = asked({ a: 'echo "it\'s"' }, { root: true });
  expect(texts.a).toEqual({ status: 0, stdout: "it's\n", stderr: '' });
  expect(`${stdout}`).not.toContain('unprivileged');
});

test('asks privileged questions through one sudo', () => {
  const sudo = join(directory, 'sudo');
  const log = join(directory, 'log');
  writeFileSync(sudo, `#!/bin/sh\nprintf '%s\\n' "$*" >>${log}\nshift\nexec "$@"\n`);
  chmodSync(sudo, 0o755);
  const { texts, refusal } = asked(
    { a: 'echo one', b: 'echo two', c: `cat ${log}` },
    { root: true },
    false,
    directory,
  );
  expect(texts).toMatchObject({
    a: { stdout: 'one\n' },
    b: { stdout: 'two\n' },
    c: { stdout: '-n /bin/sh -s\n' },
  });
  expect(refusal).toBeUndefined();
});

test('tells why sudo refused', () => {
  const refusing = mkdtempSync(join(directory, 'refusing-'));
  writeFileSync(join(refusing, 'sudo'), '#!/bin/sh\necho "sudo: a password is required" >&2\nexit 1\n');
  chmodSync(join(refusing, 'sudo'), 0o755);
  const { answers, refusal } = asked({ a: 'echo one' }, { root: true }, false, refusing);
  expect(answers.size).toBe(0);
  expect(refusal).toEqual({ status: 1, stderr: 'sudo: a password is required' });
});

test('reads a reply that ends early, and leaves out what stands around the answers', () => {
  const frame = `Welcome!\n\n@${nonce} begin a\nx\n@${nonce} end a 0\n\n@${nonce} close a\n\n@${nonce} begin b\nhalf`;
  const { answers } = parseReply(Buffer.from(frame), nonce);
  expect([...answers.keys()]).toEqual(['a']);
  expect(`${answers.get('a')?.stdout}`).toBe('x');
});

test('refuses a key that could break a line', () => {
  expect(() => asked({ "a'b": 'true' })).toThrow(RangeError);
});
