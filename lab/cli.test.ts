import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { faultNamed, listFaults } from './cli/faulty.ts';
import { readOptions } from './cli/options.ts';
import type { Fault } from './faults/index.ts';
import type { PairState } from './state/types.ts';

const cli = fileURLToPath(new URL('cli.ts', import.meta.url));
const small = ['--projects', '3', '--errors', '5', '--symbols', '1'];
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lab-cli-'));
});
afterAll(() => rm(directory, { recursive: true }));

function start(...args: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', cli, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { out: '', err: '' };
  child.stdout.on('data', (chunk) => {
    output.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output.err += chunk;
  });
  const done = once(child, 'close').then(([code]) => ({ code, ...output }));
  return { child, output, done };
}

describe('arguments', () => {
  test('the command begins at the first word or after --, with all that follows', () => {
    expect(readOptions(['--seed', '5', 'npm', 'run', '--seed', 'x']).command).toEqual([
      'npm',
      'run',
      '--seed',
      'x',
    ]);
    expect(readOptions(['--fault', 'a', '--fault', 'b', '--', '--weird']).command).toEqual(['--weird']);
    expect(readOptions(['--fault', 'a', '--fault=b']).faults).toEqual(['a', 'b']);
    expect(readOptions([])).toMatchObject({ mode: 'run', seed: 1, command: [] });
  });

  test.each([
    [['--seed', 'x'], /--seed must be a whole number/],
    [['--projects', '1'], /at least 2/],
    [['--nonsense'], /--nonsense/],
    [['--seed'], /seed/],
    [['--console', 'G9'], /--console must be G3 or G2, not 'G9'/],
  ])('%j is refused', (args, message) => {
    expect(() => readOptions(args)).toThrow(message);
  });
});

describe('faults', () => {
  const fault = (description: string, red: string[]): Fault => {
    return { description, red, says: /./, apply: (state) => state };
  };
  const known = {
    'service-down': fault('It is down', ['startup.units']),
    'service-slow': fault('It is slow', []),
  };

  test('an unknown one is told with the nearest names', () => {
    expect(() => faultNamed('servce-down', known)).toThrow(
      "There is no fault 'servce-down'; did you mean service-down",
    );
    expect(() => faultNamed('zzz', known)).toThrow('--faults lists them all');
    expect(() => faultNamed('toString', known)).toThrow('There is no fault');
  });

  test('the list names the steps that must turn red', () => {
    expect(listFaults(known)).toContain('service-down  [startup.units]\n    It is down');
  });
});

describe('run', () => {
  test('bad input ends with 2 and a message', async () => {
    const { code, err } = await start('--old', join(directory, 'nowhere.json')).done;
    expect([code, err]).toEqual([2, expect.stringMatching(/--old .*nowhere\.json: ENOENT/)]);
    await writeFile(join(directory, 'bad.json'), '{"side":"new"}');
    const bad = await start('--new', join(directory, 'bad.json')).done;
    expect([bad.code, bad.err]).toEqual([2, expect.stringContaining('hostname')]);
  });

  test('a printed state is loaded again', async () => {
    const printed = await start('--print-state', '--seed', '8', ...small).done;
    const file = join(directory, 'state.json');
    await writeFile(file, printed.out);
    const again = await start('--print-state', '--old', file, '--new', file).done;
    expect(JSON.parse(again.out)).toEqual(JSON.parse(printed.out));
  });

  test('both consoles have the layout that is asked for, also on a state from a file', async () => {
    const printed = await start('--print-state', '--console', 'G2', ...small).done;
    const file = join(directory, 'older.json');
    await writeFile(file, printed.out);
    const kept = await start('--print-state', '--old', file, '--new', file).done;
    const changed = await start('--print-state', '--console', 'G3', '--old', file, '--new', file).done;
    const layouts = [printed, kept, changed].map(({ out }) => {
      const pair: PairState = JSON.parse(out);
      return [pair.old.console?.generation, pair.new.console?.generation];
    });
    expect(layouts).toEqual([
      ['G2', 'G2'],
      ['G2', 'G2'],
      ['G3', 'G3'],
    ]);
  });

  test('a layout that is not known ends with 2 and a message', async () => {
    const { code, err } = await start('--console', 'G9').done;
    expect([code, err]).toEqual([2, expect.stringMatching(/--console must be G3 or G2, not 'G9'/)]);
    const state: PairState = JSON.parse((await start('--print-state', ...small).done).out);
    Object.assign(state.new, { console: { generation: 'G9' } });
    const file = join(directory, 'strange.json');
    await writeFile(file, JSON.stringify(state));
    const strange = await start('--new', file, process.execPath, '-e', '').done;
    expect([strange.code, strange.err]).toEqual([2, expect.stringContaining('console.generation')]);
  });

  test('the command gets the variables, its exit code is passed on', async () => {
    const script = 'console.log(process.env.NEW_URL, process.env.OLD_USERNAME); process.exit(7)';
    const { code, out } = await start(...small, process.execPath, '-e', script).done;
    expect([code, out]).toEqual([7, expect.stringMatching(/^https:\/\/new\.backtrace\.test:\d+ admin\n$/)]);
  });

  test('a command that is not there ends with 2', async () => {
    const { code, err } = await start(...small, 'no-such-command').done;
    expect([code, err]).toEqual([2, expect.stringContaining("Cannot run 'no-such-command'")]);
  });

  test('an interrupt reaches the command, and the lab waits for it', async () => {
    const script =
      'process.on("SIGINT", () => { console.log("asked to stop"); process.exit(3) }); console.log("up"); setInterval(() => {}, 1000)';
    const { child, done } = start(...small, process.execPath, '-e', script);
    await once(child.stdout, 'data');
    child.kill('SIGINT');
    expect(await done).toMatchObject({ code: 3, out: 'up\nasked to stop\n' });
  });

  test('without a command it prints the variables and stays up until it is told to stop', async () => {
    const { child, done } = start(...small);
    await once(child.stderr, 'data');
    child.kill('SIGTERM');
    const { code, out } = await done;
    expect(code).toBe(0);
    expect(out).toMatch(/^NEW_URL=https/);
    expect(out).toContain("\nNEW_PASSWORD='correct horse battery staple'\n");
  });
});
