import type { BpgRow } from '../coronerd/bpg.ts';
import { hostsIn } from '../host/parse/conf-content.ts';
import { hostNamesIn } from '../host/parse/host-names-in.ts';
import { redact } from '../redact.ts';
import { parsedJson } from './parsed-json.ts';
import { isSecretField } from './secrets.ts';

/** A host that a row of the configuration names. */
export interface NamedInRow {
  /** Type, row and field, for example `listener http/console: dns_name`. */
  place: string;
  host: string;
}

/** Fields that hold mail addresses of people: whose domain that is says nothing of the server. */
const ofPeople: Readonly<Record<string, readonly string[]>> = {
  users: ['username', 'email'],
  signup_pending: ['username', 'email'],
  signup_whitelist: ['domain'],
};

/** Every host name and address in the text fields of rows, in JSON text too; secrets are passed over. */
export function hostsInRows(type: string, rows: readonly BpgRow[]): NamedInRow[] {
  const skipped = Object.hasOwn(ofPeople, type) ? (ofPeople[type] ?? []) : [];
  return rows.flatMap((row) => {
    const fields = Object.entries(row).filter(
      ([field, value]) =>
        typeof value === 'string' &&
        !field.startsWith('__') &&
        !skipped.includes(field) &&
        !isSecretField(field, type),
    );
    return fields.flatMap(([field, value]) =>
      hostsInField(field, String(value)).map((host) => ({
        place: `${type} ${nameOf(type, row)}: ${field}`,
        host,
      })),
    );
  });
}

function hostsInField(field: string, text: string): string[] {
  const parsed = parsedJson(text);
  const leaves = parsed === undefined ? [text] : leavesIn(parsed);
  const byKey = hostsIn(parsed ?? { [field]: text }).map(({ host }) => host);
  return [...new Set([...leaves.flatMap((leaf) => hostNamesIn(redact(leaf))), ...byKey])];
}

function leavesIn(value: unknown, name = ''): string[] {
  if (typeof value === 'string') return isSecretField(name) ? [] : [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => leavesIn(inner, key));
}

/** A name that an operator recognises; never the id of a type whose ids are secret. */
function nameOf(type: string, row: BpgRow): string {
  const found = ['name', 'username', 'title', 'type', 'id', 'pid', 'uid']
    .filter((field) => !isSecretField(field, type))
    .map((field) => row[field])
    .find((value) => (typeof value === 'string' && value !== '') || typeof value === 'number');
  return found === undefined ? '' : redact(String(found)).slice(0, 80);
}
