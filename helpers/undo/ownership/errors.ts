import { createHash } from 'node:crypto';
import { z } from 'zod';
import { numeric } from '../../coronerd/documents.ts';
import { ServerRefused } from '../../coronerd/refused.ts';
import type { ProjectName, ReadableServer } from '../../coronerd/server.ts';
import { Unanswered } from '../../unanswered.ts';
import type { SentError } from '../leftover.ts';
import { type Judged, not, type OwnError, type Owned, type OwnGroup, own, proven, unread } from '../owned.ts';
import { isSince } from './age.ts';

/** What is looked at in a stored report, as submitted or as processed (contract §4.1, §4.3). */
const storedReport = z.looseObject({
  uuid: z.string().optional().catch(undefined),
  timestamp: numeric.optional().catch(undefined),
  fingerprint: z.string().optional().catch(undefined),
  attributes: z
    .looseObject({ application: z.string().optional().catch(undefined) })
    .optional()
    .catch(undefined),
});

/** Fewer bytes than that prove nothing without the mark: an empty body, say, may be that of many errors. */
const distinctive = 32;

/**
 * A stored error, read by its id: it has to carry the mark of one of the errors that were sent, and that one's bytes,
 * id or program, and must not be older than the run. What a server gives as original and as processed report is not
 * known (contract §4.3, §14), so either is enough; the bytes of a minidump, which hold no mark, prove it by themselves.
 */
export async function ownError(
  server: Pick<ReadableServer, 'object' | 'report'>,
  project: ProjectName,
  id: number,
  { sent, began }: { sent: readonly SentError[]; began: number },
): Promise<Judged<OwnError>> {
  const bytes = await orWhy(() => server.object(project, id));
  const report = await orWhy(() => server.report(project, id));
  if (bytes instanceof Error && report instanceof Error) return unread(`it cannot be read: ${saidOf(bytes)}`);
  const digest = bytes instanceof Error ? undefined : digestOf(bytes);
  const submitted = bytes instanceof Error ? {} : storedIn(parsedJson(new TextDecoder().decode(bytes)));
  const processed = report instanceof Error ? {} : storedIn(report);

  const stated = processed.attributes?.application ?? submitted.attributes?.application;
  const tells = !(bytes instanceof Error) && bytes.length >= distinctive;
  const fits = (mark: string) => (stated === undefined ? tells : stated === mark);
  const identical = sent.find((each) => each.sha256 === digest && fits(each.mark));
  const mark = stated ?? identical?.mark;
  const candidates = sent.filter((each) => each.mark === mark);
  if (mark === undefined || candidates.length === 0) {
    const why = 'it does not carry a mark of this run';
    return report instanceof Error ? unread(`${why}, and cannot be read whole: ${saidOf(report)}`) : not(why);
  }
  const uuid = plainId(submitted.uuid ?? processed.uuid);
  const isSame = identical || candidates.some((each) => uuid !== '' && plainId(each.uuid) === uuid);
  // A minidump has no id; its report names the program that crashed.
  const isDump = candidates.some((each) => each.uuid === undefined) && namesProgram(processed);
  if (!isSame && !isDump) return not('it does not hold what this run submitted');
  const seconds = processed.timestamp || submitted.timestamp || Number.POSITIVE_INFINITY;
  if (!isSince(began, seconds)) return not('it is older than this run');
  const { universe, name } = project;
  const fingerprint = hexFingerprint(processed.fingerprint);
  return own({ universe, name, id, mark, ...(fingerprint === undefined ? {} : { fingerprint }) });
}

/** SHA-256 of what is submitted, as the ledger keeps it. */
export function digestOf(content: Uint8Array | string): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}

/** The group of a test error, which must hold that error and no other one. */
export async function ownGroup(
  server: Pick<ReadableServer, 'select'>,
  error: Owned<OwnError>,
  fingerprint: string,
): Promise<Judged<OwnGroup>> {
  const { universe, name, id, fingerprint: stored } = proven(error);
  if (stored !== undefined && stored !== fingerprint) return not(`the test error is of the group ${stored}`);
  const filter = { fingerprint: [['equal', fingerprint] as [string, string]] };
  const rows = await server.select({ universe, name }, { filter, select: ['_tx', 'fingerprint'], limit: 2 });
  const isOnly = rows.length === 1 && rows[0]?.id === id && rows[0].values.fingerprint === fingerprint;
  return isOnly ? own({ universe, name, fingerprint }) : not('it is not of the test error alone');
}

/** Whether a processed report is of the made-up program; its mark, which begins alike, does not count. */
function namesProgram(processed: object): boolean {
  return JSON.stringify(processed)
    .replaceAll(/migration-probe-[0-9a-f]{16}/g, '')
    .includes('migration-probe');
}

/** What is asked for, or why the server does not give it. */
async function orWhy<T>(ask: () => Promise<T>): Promise<T | ServerRefused | Unanswered> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ServerRefused || error instanceof Unanswered) return error;
    throw error;
  }
}

function saidOf(error: Error): string {
  return error instanceof ServerRefused ? error.said : error.message;
}

function storedIn(value: unknown): Partial<z.output<typeof storedReport>> {
  return storedReport.safeParse(value).data ?? {};
}

/** A fingerprint as the index has it; a report may have its bytes in base64 (contract §1.4), or none of the server's. */
function hexFingerprint(told: string | undefined): string | undefined {
  if (told === undefined || /^[0-9a-f]{64}$/.test(told)) return told;
  const bytes = Buffer.from(told, 'base64');
  return bytes.length === 32 ? bytes.toString('hex') : undefined;
}

/** UUIDs come back as 32 hex characters, too (contract §1.4). */
function plainId(uuid: string | undefined): string {
  return uuid?.replaceAll('-', '').toLowerCase() ?? '';
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
