import type { Login } from '../machine/accounts.ts';
import type { Machine } from '../machine/machine.ts';
import { look } from '../machine/view.ts';
import type { Result } from '../tools/tool.ts';
import { type Batch, type Question, readBatch } from './batch.ts';
import { run, runsAs, sudoRefusal } from './run.ts';

/** What came back over a channel; bytes, as output may have been cut within a character. */
export interface Reply {
  stdout: Buffer;
  stderr: string;
  status: number;
}

/** Answers the script of a framed batch, each question in its frame; `root` if the shell itself runs as root. */
export async function runBatch(
  machine: Machine,
  script: string,
  root: boolean,
  signal: AbortSignal,
): Promise<Reply> {
  const batch = readBatch(script);
  if (batch === undefined) {
    const stderr = 'lab host: sh -s is simulated only for the framed batch\n';
    return { stdout: Buffer.alloc(0), stderr, status: 2 };
  }
  const login = runsAs(machine, root);
  const parts = await frames(machine, batch, batch.plain, login, signal);
  if (batch.privileged) {
    const { sudo, questions } = batch.privileged;
    const refusal = sudo ? sudoRefusal(look(machine), login) : undefined;
    if (refusal) parts.push(Buffer.from(unprivileged(batch.nonce, refusal)));
    else
      parts.push(...(await frames(machine, batch, questions, sudo ? runsAs(machine, true) : login, signal)));
  }
  return { stdout: Buffer.concat(parts), stderr: '', status: 0 };
}

function unprivileged(nonce: string, { status, stderr }: Result): string {
  return `\n@${nonce} unprivileged ${status}\n${stderr}\n@${nonce} close unprivileged\n`;
}

async function frames(
  machine: Machine,
  { nonce }: Batch,
  questions: Question[],
  as: Login,
  signal: AbortSignal,
): Promise<Buffer[]> {
  const parts: Buffer[] = [];
  for (const question of questions) {
    const { key, bytes } = question;
    const result = await ask(machine, question, as, signal);
    const whole = Buffer.from(result.stdout);
    const status = whole.length > bytes ? 141 : result.status;
    const end = `\n@${nonce} end ${key} ${status}\n${result.stderr}\n@${nonce} close ${key}\n`;
    parts.push(Buffer.from(`\n@${nonce} begin ${key}\n`), whole.subarray(0, bytes), Buffer.from(end));
  }
  return parts;
}

/** Runs the command of a question; status 124 if it takes longer than it may. */
async function ask(machine: Machine, question: Question, as: Login, signal: AbortSignal): Promise<Result> {
  const late = new AbortController();
  const ended = new Promise<Result>((resolve) => {
    late.signal.addEventListener('abort', () => resolve({ stdout: '', stderr: '', status: 124 }));
  });
  const timer = setTimeout(() => late.abort(), question.seconds * 1000);
  try {
    const either = AbortSignal.any([signal, late.signal]);
    return await Promise.race([run(machine, question.command, as, either), ended]);
  } finally {
    clearTimeout(timer);
  }
}
