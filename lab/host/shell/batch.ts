import { words } from './words.ts';

/** One question of a framed batch. */
export interface Question {
  key: string;
  /** More than this and it is ended with status 124. */
  seconds: number;
  /** More output than this is cut, with status 141. */
  bytes: number;
  command: string;
}

/** What the script of a framed batch asks. */
export interface Batch {
  nonce: string;
  plain: Question[];
  /** The questions fed to a second shell; absent if the script starts none. */
  privileged?: { sudo: boolean; questions: Question[] };
}

/** Reads the script of a framed batch; undefined if it is something else. */
export function readBatch(script: string): Batch | undefined {
  const batch: Batch = { nonce: '', plain: [] };
  let end: string | undefined;
  for (const line of script.split('\n')) {
    const [, nonce] = /^\s*N='?([0-9a-f]+)'?;?\s*$/.exec(line) ?? [];
    if (nonce !== undefined) batch.nonce = nonce;
    if (end !== undefined && line.trim() === end) {
      end = undefined;
      continue;
    }
    const shell = line.search(/\bsh -s\b/);
    const command = line.slice(0, Math.max(0, shell));
    const redirected = shell === -1 ? -1 : line.lastIndexOf('<<');
    const [, , marker] =
      /^<<\s*(['"]?)([^'"\s]+)\1/.exec(redirected > shell ? line.slice(redirected) : '') ?? [];
    if (marker !== undefined) {
      end = marker;
      batch.privileged ??= { sudo: /sudo|\$/.test(command), questions: [] };
      continue;
    }
    const question = /^\s*ask '/.test(line) ? readQuestion(line) : undefined;
    if (question) (end === undefined ? batch.plain : (batch.privileged?.questions ?? [])).push(question);
  }
  return batch.nonce === '' ? undefined : batch;
}

function readQuestion(line: string): Question | undefined {
  const [, key, seconds, bytes, command] = words(line).map((word) => word.text);
  if (key === undefined || command === undefined) return undefined;
  return { key, seconds: Number(seconds), bytes: Number(bytes), command };
}
