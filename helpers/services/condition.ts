import { excerpt } from '../redact.ts';

/** How a service is; `unknown` where nothing that was said of it is understood. */
export type Condition = 'well' | 'ill' | 'unknown';

const wellWords = new Set(
  `ok okay up running healthy health active enabled online good ready alive live available started success
   successful succeeded passing pass passed green normal nominal operational connected true yes on 200`.split(
    /\s+/,
  ),
);
const illWords = new Set(
  `down fail failed failing failure error errored stopped stopping dead inactive disabled unhealthy offline bad
   unreachable unavailable critical crashed crashing exited timeout missing red degraded disconnected
   refused false no off`.split(/\s+/),
);
const wordFields = ['status', 'state', 'health', 'condition', 'result'];
const flagFields = ['ok', 'up', 'running', 'healthy', 'alive', 'active', 'available', 'success', 'enabled'];
const errorFields = ['error', 'errors', 'failure'];

/**
 * How a service is, by one value or by the fields of an object, whose names are UNKNOWN (contract §5.4). One field that
 * says ill counts more than others that say well; `said` is what was read, redacted.
 */
export function conditionOf(value: unknown): { condition: Condition; said: string } {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { condition: byWord(value), said: shown(value) };
  const fields = Object.entries(value).filter(([name]) => isTelling(name));
  const conditions = fields.map(([name, inner]) => byField(name.toLowerCase(), inner));
  const condition = conditions.includes('ill') ? 'ill' : conditions.includes('well') ? 'well' : 'unknown';
  return { condition, said: fields.map(([name, inner]) => `${name}: ${shown(inner)}`).join(', ') };
}

function isTelling(name: string): boolean {
  return [...wordFields, ...flagFields, ...errorFields].includes(name.toLowerCase());
}

function byField(name: string, value: unknown): Condition {
  // That there is no error says nothing by itself.
  if (errorFields.includes(name)) return isNothing(value) ? 'unknown' : 'ill';
  if (typeof value === 'object' && value !== null) return conditionOf(value).condition;
  if (flagFields.includes(name) && (value === 1 || value === 0)) return value === 1 ? 'well' : 'ill';
  return byWord(value);
}

function byWord(value: unknown): Condition {
  if (typeof value === 'boolean') return value ? 'well' : 'ill';
  if (typeof value === 'number')
    return value >= 200 && value < 300 ? 'well' : value >= 400 ? 'ill' : 'unknown';
  if (typeof value !== 'string') return 'unknown';
  const said = value.trim().toLowerCase();
  const word = said.endsWith(')') ? (said.split('(', 1)[0] ?? '').trimEnd() : said;
  if (/^\d{3}$/.test(word)) return byWord(Number(word));
  if (/^not[\s_-]/.test(word)) return 'ill';
  return wellWords.has(word) ? 'well' : illWords.has(word) ? 'ill' : 'unknown';
}

function isNothing(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return value === null || value === false || value === 0 || value === '' || value === 'none';
}

function shown(value: unknown): string {
  return excerpt(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''), 200);
}
