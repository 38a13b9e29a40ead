import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { ServerRefused } from '../coronerd/refused.ts';
import type { ObjectRow } from '../coronerd/run-length.ts';
import type { ProjectName, ReadableServer } from '../coronerd/server.ts';
import type { ProbeReport } from '../payloads/report.ts';

/** The errors with this object id, with everything that a probe report has indexed everywhere. */
export function rowsById(server: ReadableServer, project: ProjectName, id: number): Promise<ObjectRow[]> {
  const select = ['timestamp', 'callstack', 'fingerprint', ...attributeNames];
  return server.select(project, { filter: { _tx: [['equal', String(id)]] }, select, limit: 10 });
}

const attributeNames = ['hostname', 'application', 'version', 'error.message', 'error.type', 'process.age'];

interface Stored {
  id: number;
  row: ObjectRow | undefined;
  sent: ProbeReport;
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
  { attributes, timestamp, callstack }: ProbeReport,
): string[] {
  if (!row) return ['row: there is none to compare'];
  const pairs: [string, unknown, unknown][] = [
    ['timestamp', timestamp, Number(row.values.timestamp)],
    ['callstack', callstack, framesOf(row.values.callstack)],
    ...Object.entries(attributes).map(([name, value]): [string, unknown, unknown] => [
      `attribute ${name}`,
      String(value),
      row.values[name] === null ? null : String(row.values[name]),
    ]),
  ];
  return pairs.flatMap(([what, was, is]) =>
    isDeepStrictEqual(was, is)
      ? []
      : [`row, ${what}: sent ${JSON.stringify(was)}, read back ${JSON.stringify(is)}`],
  );
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

function objectDifferences(stored: Uint8Array, sent: ProbeReport): string[] {
  const text = new TextDecoder().decode(stored);
  try {
    const object: unknown = JSON.parse(text);
    if (typeof object !== 'object' || object === null) throw new TypeError('not an object');
    return Object.entries(sent.report).flatMap(([part, was]) => {
      const is = (object as Record<string, unknown>)[part];
      return isDeepStrictEqual(was, is)
        ? []
        : [`stored object, ${part}: sent ${short(was)}, read back ${short(is)}`];
    });
  } catch {
    return [`stored object: sent JSON, read back ${short(text)}`];
  }
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
