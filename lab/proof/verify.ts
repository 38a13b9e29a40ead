import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { runners } from '../../commands/verify/runners.ts';
import type { MailboxView } from '../mail/backend.ts';
import { type RunningPair, startPair } from '../pair.ts';
import type { PairState } from '../state/types.ts';
import { rulesVariable } from '../testing/offline/chromium.js';

const outcomesFile = z.looseObject({
  interrupted: z.boolean().default(false),
  problems: z.array(z.string()),
  outcomes: z.array(
    z.looseObject({
      step: z.looseObject({ id: z.string() }),
      status: z.enum(['passed', 'failed', 'error', 'skipped']),
      skip: z.looseObject({ kind: z.string(), reason: z.string() }).optional(),
      findings: z.array(z.string()),
      notes: z.array(z.string()),
      evidence: z.array(z.looseObject({ asked: z.string(), answered: z.string() })),
      seconds: z.number(),
    }),
  ),
});

type Outcome = z.output<typeof outcomesFile>['outcomes'][number];

/** What a verification of a pair came to. */
export interface Verification {
  exitCode: number | null;
  /** The process that led the run. */
  pid: number | undefined;
  seconds: number;
  problems: string[];
  interrupted: boolean;
  outcomes: Outcome[];
  /** Ids of the steps that are `failed` or `error`, sorted. */
  red: string[];
  of(id: string): Outcome | undefined;
  /** Everything that was printed, and every file of the results: pictures too, as Latin-1. */
  text: string;
  /** Sessions and tokens of invitations that the new server gave out meanwhile. */
  givenOut: string[];
  /** The pair's state when the run was over. */
  after: PairState;
  /** Units of the new host that are active then. */
  activeUnits: string[];
  /** What the new host will still do by itself later. */
  scheduled: string[];
  /** Tickets that were made in the tracker, and those that are then in it. */
  ticketsMade: number;
  tickets: string[];
  mails: MailboxView;
}

/** Bounds that let a run of the lab be short; the steps' own defaults are for real servers. */
const quick = {
  OBSERVE_SECONDS: '1',
  RESTART_SECONDS: '3',
  SUBMISSION_SECONDS: '2',
  SYMBOL_SECONDS: '3',
  HTTP_TIMEOUT_SECONDS: '3',
  MAIL_SECONDS: '5',
  NOTIFICATION_SECONDS: '3',
  PAGE_SECONDS: '8',
};

/** Folder of this project. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** What happens while a run is under way, with its process, the folder of its results, and the pair. */
type Meanwhile = (run: {
  pid: number;
  results: string;
  stopReading(): void;
  pair: RunningPair;
}) => Promise<void>;

/** Makes the variables of a run from those of the running pair. */
type Change = (
  environment: Record<string, string>,
) => Record<string, string | undefined> | Promise<Record<string, string | undefined>>;

/**
 * Starts the pair and verifies it with the projects server and data, as an operator would with `npx vitest run`: all
 * steps, or those of spec files whose paths contain one of `specs`.
 */
export function verify(
  pair: PairState,
  change: Change = (same) => same,
  meanwhile?: Meanwhile,
  specs: readonly string[] = [],
): Promise<Verification> {
  const args = ['--project', 'server', '--project', 'data', ...specs];
  return verification(pair, (variables) => runVitest(args, variables), change, meanwhile);
}

/** As `verify`, with processes that are a group of their own, so that all of them can be killed at once. */
export function verifyAsGroup(
  pair: PairState,
  change: Change,
  meanwhile: Meanwhile,
  specs: readonly string[],
): Promise<Verification> {
  const words = [runners.vitest, 'run', '--root', root, '--project', 'server', ...specs];
  return verification(pair, (variables) => run(words, variables, { group: true }), change, meanwhile);
}

/** The same in a browser, with the projects `ui` and `sso` or one of them, as with `npx playwright test`. */
export function verifyInBrowser(
  pair: PairState,
  projects: readonly ('ui' | 'sso')[],
  change: Change = (same) => same,
  meanwhile?: Meanwhile,
): Promise<Verification> {
  const args = projects.map((project) => `--project=${project}`);
  return verification(pair, (variables) => runPlaywright(args, variables), change, meanwhile);
}

async function verification(
  pair: PairState,
  start: (variables: Record<string, string | undefined>) => Running,
  change: Change,
  meanwhile?: Meanwhile,
): Promise<Verification> {
  const running = await startPair(pair);
  const results = await mkdtemp(join(tmpdir(), 'proof-'));
  try {
    const variables = await change({ ...running.environment, ...quick, RESULTS_DIR: results });
    const begin = performance.now();
    const { child, ended } = start({ ...variables, [rulesVariable]: withoutOld(running) });
    const stopReading = () => {
      child.stdout?.destroy();
      child.stderr?.destroy();
    };
    if (meanwhile && child.pid) await meanwhile({ pid: child.pid, results, stopReading, pair: running });
    const { exitCode, printed } = await ended;
    const seconds = (performance.now() - begin) / 1000;
    const json = await readFile(join(results, 'outcomes.json'), 'utf8').catch(
      () => '{"problems":[],"outcomes":[]}',
    );
    const { outcomes, problems, interrupted } = outcomesFile.parse(JSON.parse(json));
    const red = outcomes
      .filter(({ status }) => status === 'failed' || status === 'error')
      .map(({ step }) => step.id);
    return {
      exitCode,
      pid: child.pid,
      seconds,
      problems,
      interrupted,
      outcomes,
      red: red.sort(),
      of: (id) => outcomes.find(({ step }) => step.id === id),
      text: [printed, contentOf(results)].join('\n'),
      givenOut: [
        ...running.new.coronerd.sessions.given,
        ...running.new.coronerd.mails.flatMap(({ text }) => text.match(/[0-9a-f]{32,}/g) ?? []),
      ],
      after: structuredClone(running.state()),
      activeUnits: running.new.host.activeUnits(),
      scheduled: running.new.host.scheduled(),
      ticketsMade: running.tracker.made(),
      tickets: [...running.tracker.tickets.keys()],
      mails: await running.mails(),
    };
  } finally {
    await running.close();
    await rm(results, { recursive: true, force: true });
  }
}

/** A rule for browsers that a fault sends to the old server: its name is in DNS no more, and nobody is asked. */
function withoutOld({ environment }: RunningPair): string {
  return environment.OLD_URL ? `MAP ${new URL(environment.OLD_URL).hostname} ~NOTFOUND` : '';
}

/** All files below a folder, as one text. */
function contentOf(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  return files.map((file) => readFileSync(join(file.parentPath, file.name), 'latin1')).join('\n');
}

interface Running {
  child: ChildProcess;
  ended: Promise<{ exitCode: number | null; printed: string }>;
}

/** Runs Vitest in a process of its own, with these variables and nothing of the outer run's; of this project, or another. */
export function runVitest(
  args: string[],
  variables: Record<string, string | undefined>,
  folder = root,
): Running {
  return run([runners.vitest, 'run', '--root', folder, ...args], variables);
}

/** The same with Playwright; `config` is its configuration file, or the folder of one. */
export function runPlaywright(
  args: string[],
  variables: Record<string, string | undefined>,
  config = root,
): Running {
  return run([runners.playwright, 'test', '--config', config, ...args], variables);
}

function run(
  words: string[],
  variables: Record<string, string | undefined>,
  { group = false } = {},
): Running {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, words, {
    cwd: tmpdir(),
    env: { PATH, HOME, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: group,
  });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<{ exitCode: number | null; printed: string }>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode) => resolve({ exitCode, printed: Buffer.concat(chunks).toString('utf8') }));
  });
  return { child, ended };
}
