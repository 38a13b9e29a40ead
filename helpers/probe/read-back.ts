import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { ServerRefused } from '../coronerd/refused.ts';
import type { ObjectRow } from '../coronerd/run-length.ts';
import type { ProjectName, ReadableServer } from '../coronerd/server.ts';
import type { ProbePayload } from '../payloads/probe-report.ts';

/**
 * The errors with this object id, with all that was submitted and is indexed: an attribute without an index cannot be
 * selected (contract §3.2).
 */
export async function rowsById(
  server: ReadableServer,
  project: ProjectName,
  id: number,
  { attributes }: ProbePayload,
): Promise<ObjectRow[]> {
  const indexed = new Set((await server.describe(project)).map(({ name }) => name));
  const select = ['timestamp', 'callstack', ...Object.keys(attributes)].filter((name) => indexed.has(name));
  return server.select(project, { filter: { _tx: [['equal', String(id)]] }, select, limit: 10 });
}

interface Stored {
  id: number;
  row: ObjectRow | undefined;
  sent: ProbePayload;
}

/** What differs between the submitted error and its row, its stored object and its attachments; one sentence each. */
export async function readBackDifferences(
  server: ReadableServer,
  project: ProjectName,
  { id, row, sent }: Stored,
): Promise<string[]> {
  const stored = await orRefusal(() => server.object(project, id));
  return [
    ...rowDifferences(row, sent),
    ...(stored instanceof ServerRefused
      ? [`stored object: ${stored.message}`]
      : objectDifferences(stored, sent)),
    ...(await attachmentDifferences(server, project, { id, sent })),
  ];
}

function rowDifferences(
  row: ObjectRow | undefined,
  { attributes, timestamp, callstack }: ProbePayload,
): string[] {
  if (!row) return ['row: there is none to compare'];
  const { values } = row;
  const pairs: [string, unknown, unknown][] = [
    ['timestamp', timestamp, Number(values.timestamp)],
    ['callstack', callstack, framesOf(values.callstack)],
  ];
  for (const [name, value] of Object.entries(attributes)) {
    if (name in values) pairs.push([`attribute ${name}`, plainText(value), plainText(values[name])]);
  }
  return pairs.flatMap(([what, was, is]) =>
    isDeepStrictEqual(was, is)
      ? []
      : [`row, ${what}: sent ${JSON.stringify(was)}, read back ${JSON.stringify(is)}`],
  );
}

/** An attribute as text; UUIDs come back as 32 hex characters (contract §1.4). */
function plainText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  const text = String(value);
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
    ? text.replaceAll('-', '').toLowerCase()
    : text;
}

const callstackText = z.looseObject({ frame: z.array(z.string()) });

/** Frames of a callstack value, innermost first (contract §1.4). */
function framesOf(value: unknown): string[] | null {
  try {
    return callstackText.parse(JSON.parse(String(value))).frame;
  } catch {
    return null;
  }
}

function objectDifferences(stored: Uint8Array, sent: ProbePayload): string[] {
  const text = new TextDecoder().decode(stored);
  try {
    const object: unknown = JSON.parse(text);
    if (typeof object !== 'object' || object === null) throw new TypeError('not an object');
    return Object.entries(sent.report).flatMap(([part, was]) => {
      const is = (object as Record<string, unknown>)[part];
      return contains(was, is) ? [] : [`stored object, ${part}: sent ${short(was)}, read back ${short(is)}`];
    });
  } catch {
    return [`stored object: sent JSON, read back ${short(text)}`];
  }
}

/** Whether everything that was sent is there; a server may have added to it. */
function contains(sent: unknown, read: unknown): boolean {
  if (typeof sent !== 'object' || sent === null) return isDeepStrictEqual(sent, read);
  if (typeof read !== 'object' || read === null) return false;
  return Object.entries(sent).every(([key, value]) =>
    contains(value, (read as Record<string, unknown>)[key]),
  );
}

async function attachmentDifferences(
  server: ReadableServer,
  project: ProjectName,
  { id, sent }: Pick<Stored, 'id' | 'sent'>,
): Promise<string[]> {
  if (sent.attachments.length === 0) return [];
  const listed = await orRefusal(() => server.attachments(project, id));
  if (listed instanceof ServerRefused) return [`attachments: ${listed.message}`];
  const findings: string[] = [];
  for (const { name, bytes } of sent.attachments) {
    // The multipart field is `attachment_<name>`; a server may keep either as the name (contract §4.1).
    const found = listed.find((each) => each.name === name || each.name === `attachment_${name}`);
    const read = found && (await orRefusal(() => server.attachment(project, id, { id: found.id })));
    if (read instanceof ServerRefused) findings.push(`attachment ${name}: ${read.message}`);
    else if (!read)
      findings.push(
        `attachment ${name}: not listed (${listed.map((each) => each.name).join(', ') || 'none is'})`,
      );
    else if (digest(read) !== digest(bytes)) {
      findings.push(
        `attachment ${name}: sent ${bytes.length} bytes ${digest(bytes)}, read back ${read.length} bytes ${digest(read)}`,
      );
    }
  }
  return findings;
}

/** A refusal is a finding here, not an end. */
async function orRefusal<T>(ask: () => Promise<T>): Promise<T | ServerRefused> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ServerRefused) return error;
    throw error;
  }
}

function digest(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}`;
}

function short(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 200);
}
