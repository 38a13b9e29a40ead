// @ts-check
import childProcess from 'node:child_process';
import { fileURLToPath } from 'node:url';
import workerThreads from 'node:worker_threads';
import { isChromium, offlineArguments, proxyVariable, rulesVariable } from './chromium.js';
import { folderVariable } from './record.js';

const preload = fileURLToPath(new URL('preload.js', import.meta.url));
// Threads whose code is a text load what is required, not what is imported.
const asWord = `--require=${preload}`;
const asOption = `--require=${JSON.stringify(preload)}`;
/** A port that nothing listens at: without a test that watches, the browser is refused all the same. */
const nobody = '127.0.0.1:9';

/**
 * Hands the guard on to every child process, also to those with an environment of their own, and to threads. Programs
 * other than Node and Chromium are beyond it.
 */
export function guardProcesses() {
  guardSpawn();
  for (const name of /** @type {const} */ (['spawnSync', 'execFileSync', 'execSync'])) guardSync(name);
  const { Worker } = workerThreads;
  class GuardedWorker extends Worker {
    /**
     * @param {string | URL} file
     * @param {import('node:worker_threads').WorkerOptions} [options]
     */
    constructor(file, options = {}) {
      const { execArgv = process.execArgv } = options;
      super(file, { ...options, execArgv: execArgv.includes(asWord) ? execArgv : [asWord, ...execArgv] });
    }
  }
  Object.assign(workerThreads, { Worker: GuardedWorker });
}

/** `spawn`, `fork`, `exec` and `execFile` all end here. */
function guardSpawn() {
  const prototype = /** @type {{ spawn(options: { args: string[], envPairs: string[] }): unknown }} */ (
    /** @type {unknown} */ (childProcess.ChildProcess.prototype)
  );
  const { spawn } = prototype;
  prototype.spawn = function (options) {
    const { args, envPairs } = options;
    if (isChromium(args)) {
      const offline = offlineArguments(
        args,
        process.env[proxyVariable] ?? nobody,
        process.env[rulesVariable],
      );
      return spawn.call(this, { ...options, args: offline });
    }
    const given = Object.fromEntries(
      envPairs.map((pair) => {
        const at = pair.indexOf('=', 1);
        return [pair.slice(0, at), pair.slice(at + 1)];
      }),
    );
    const guarded = Object.entries(guardedEnvironment(given)).map(([name, value]) => `${name}=${value}`);
    return spawn.call(this, { ...options, envPairs: guarded });
  };
}

/** @param {'spawnSync' | 'execFileSync' | 'execSync'} name */
function guardSync(name) {
  const original = /** @type {(...given: unknown[]) => unknown} */ (childProcess[name]);
  const guarded = (/** @type {unknown[]} */ ...given) =>
    original(
      ...given.map((each) =>
        typeof each === 'object' && each !== null && 'env' in each && each.env
          ? { ...each, env: guardedEnvironment(/** @type {NodeJS.ProcessEnv} */ (each.env)) }
          : each,
      ),
    );
  Object.assign(childProcess, { [name]: guarded });
}

/**
 * The environment of a child process, with the guard in it.
 * @param {NodeJS.ProcessEnv} given
 */
export function guardedEnvironment(given) {
  const { NODE_OPTIONS: options = '' } = given;
  const environment = { ...given };
  environment.NODE_OPTIONS = options.includes(asOption) ? options : `${asOption} ${options}`.trim();
  for (const name of [folderVariable, proxyVariable, rulesVariable]) {
    const value = process.env[name];
    if (value !== undefined) environment[name] = value;
  }
  return environment;
}
