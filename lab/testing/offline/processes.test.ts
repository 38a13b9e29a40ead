import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { afterEach, expect, it } from 'vitest';
import { takeViolations } from './record.js';

const run = promisify(execFile);
const message = 'a test must not leave this machine: 192.0.2.1 port 80 (by net connect)';
const leaves = `require('node:net').connect(80, '192.0.2.1').on('error', (error) => console.log(error.message))`;

afterEach(() => expect(takeViolations()).toEqual([]));

it('stops a child process with an environment of its own, and its child', async () => {
  const env = { PATH: process.env.PATH };
  const { stdout } = await run(process.execPath, ['-e', leaves], { env });
  expect(stdout.trim()).toBe(message);
  expect(takeViolations()).toEqual([expect.stringContaining(message)]);

  const nested = `require('node:child_process').execFileSync(process.execPath, ['-e', ${JSON.stringify(leaves)}], { env: {} })`;
  await run(process.execPath, ['-e', nested], { env });
  expect(takeViolations()).toEqual([expect.stringContaining(message)]);
});

it('stops a child process that the test waits for', () => {
  const printed = execFileSync(process.execPath, ['-e', leaves], { env: {}, encoding: 'utf8' });
  expect(printed.trim()).toBe(message);
  expect(takeViolations()).toEqual([expect.stringContaining(message)]);
});

it.each([
  [
    'of the test',
    (source: string) => new Promise((done) => new Worker(source, { eval: true }).once('exit', done)),
  ],
  [
    'of a child process',
    (source: string) =>
      run(process.execPath, [
        '-e',
        `new (require('node:worker_threads').Worker)(${JSON.stringify(source)}, { eval: true })`,
      ]),
  ],
])('stops a thread %s', async (_whose, start) => {
  await start(leaves);
  expect(takeViolations()).toEqual([expect.stringContaining(message)]);
});
