import { createHash, randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { redactDeep } from '../redact.ts';
import { Unanswered } from '../unanswered.ts';
import { eachPiece } from './canonical-pieces.ts';
import type { Plain } from './entry.ts';
import { symboldType } from './symbol-servers.ts';
import { missingType, uploadedType } from './symbols.ts';

const kind = 'backtrace-migration-baseline';
const format = 2;

const plain: z.ZodType<Plain> = z.json() as z.ZodType<Plain>;
const entry = z.object({
  type: z.string(),
  key: z.string(),
  fields: z.record(z.string(), plain),
  unanswered: z.string().optional(),
});
/** Lists of their own schema: as any plain JSON, millions of names would take long to check. */
const names = z.record(z.string(), z.array(z.string()));
const symbols = entry.extend({ fields: z.object({ upTo: names, later: names, probes: z.number() }) });
const missed = 'it was captured by an older version of this pack; capture the old server again';
/** A section that the formats before had not. */
const sectionSince2 = (type: string) =>
  z.array(entry).default([{ type, key: '(all)', fields: {}, unanswered: missed }]);
const symbolsSince2 = (type: string) =>
  z
    .array(symbols)
    .default([{ type, key: '(all)', fields: { upTo: {}, later: {}, probes: 0 }, unanswered: missed }]);
const project = z.object({
  universe: z.string(),
  name: z.string(),
  pid: z.number().nullable(),
  deleted: z.boolean(),
});
const content = z.object({
  /** ISO time. */
  takenAt: z.iso.datetime(),
  server: z.object({ url: z.string(), version: z.string().optional() }),
  inventory: z.object({
    cutoff: z.number(),
    hosts: z.array(z.string()),
    projects: z.array(project),
    configuration: z.object({ types: z.record(z.string(), z.array(z.string())), entries: z.array(entry) }),
    errorCounts: z.array(entry),
    retentionStatus: z.array(entry),
    sampling: z.array(entry),
    symbols: symbolsSince2(uploadedType),
    missingSymbols: symbolsSince2(missingType),
    symbolServers: sectionSince2(symboldType),
    symbolServerLists: sectionSince2('lists of symbol servers'),
    /** Not in baselines of earlier versions. */
    workflows: z.array(entry).optional(),
    audit: z.array(entry).optional(),
    sso: z.array(entry).optional(),
  }),
  /** What other sections were captured, by name, for example symbols; plain JSON. */
  sections: z.record(z.string(), plain).default({}),
  /** Facts of the host, as they were looked up. */
  host: z.record(z.string(), z.unknown()).optional(),
});

/** What was captured of a server while it still ran. */
export type Baseline = z.output<typeof content>;

const file = z.object({
  kind: z.literal(kind),
  format: z.int().min(1).max(format),
  digest: z.string(),
  content,
});

/**
 * Writes the baseline to a file that only its owner may read: beside it first, then renamed, so that a file of this
 * name is always whole. Host facts are redacted. Throws `Unanswered` where it cannot be written.
 */
export function saveBaseline(path: string, baseline: z.input<typeof content>): void {
  const { host, ...rest } = baseline;
  const clean = asJson({ ...rest, sections: rest.sections ?? {}, ...(host && { host: redactDeep(host) }) });
  content.parse(clean);
  const text = JSON.stringify({ kind, format, digest: digest(clean), content: clean });
  const temporary = join(dirname(path), `.baseline-${randomBytes(6).toString('hex')}`);
  try {
    const handle = openSync(temporary, 'wx', 0o600);
    try {
      writeWhole(handle, Buffer.from(`${text}\n`));
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(temporary, path);
  } catch (cause) {
    rmSync(temporary, { force: true });
    throw unusable(
      path,
      'could not be written',
      'Check the folder, its permissions and the free space.',
      cause,
    );
  }
}

/** Reads a baseline. Throws `Unanswered` where the file is missing, foreign, from a newer version, cut off or changed. */
export function loadBaseline(path: string): Baseline {
  const again = 'Capture the old server again, or set OLD_BASELINE to another file.';
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw unusable(path, 'could not be read', 'Correct OLD_BASELINE.', cause);
  }
  const parsed = parse(text);
  if (parsed === undefined) throw unusable(path, 'is cut off or damaged: it is not whole JSON', again);
  const head = z
    .looseObject({ kind: z.unknown().optional(), format: z.unknown().optional() })
    .safeParse(parsed);
  if (!head.success || head.data.kind !== kind) {
    throw unusable(path, 'is not a baseline of this pack', 'Correct OLD_BASELINE.');
  }
  if (typeof head.data.format === 'number' && head.data.format > format) {
    const next = 'Verify with the version of this pack that captured it, or a newer one.';
    throw unusable(
      path,
      `was written in format ${head.data.format}; this version reads up to ${format}`,
      next,
    );
  }
  const whole = file.safeParse(parsed);
  if (!whole.success) {
    const issue = whole.error.issues[0];
    throw unusable(path, `is damaged: ${issue?.path.join('.')}: ${issue?.message}`, again);
  }
  if (whole.data.digest !== digest((parsed as { content: Plain }).content)) {
    throw unusable(path, 'was changed or damaged after it was written: its digest does not match', again);
  }
  return whole.data.content;
}

function digest(value: Plain): string {
  const hash = createHash('sha256');
  eachPiece(value, (piece) => hash.update(piece));
  return `sha256:${hash.digest('hex')}`;
}

function asJson(value: unknown): Plain {
  return JSON.parse(JSON.stringify(value)) as Plain;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function writeWhole(handle: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(handle, bytes, written);
}

function unusable(path: string, problem: string, next: string, cause?: unknown): Unanswered {
  const why = cause instanceof Error ? ` (${cause.message})` : '';
  return new Unanswered(`The baseline ${path} ${problem}${why}. ${next}`, {
    asked: `baseline ${path}`,
    where: 'this machine',
    next,
    cause,
  });
}
