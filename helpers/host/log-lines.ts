import { type FactOf, journalLines, kernelLogLines, soughtLines } from './catalogue.ts';
import { hasForm, knownBad } from './known-bad.ts';

type Line = FactOf<'journal'>[number];
type Units = FactOf<'units'>;

/** Warnings and errors of no known kind that are listed at most. */
const mostListed = 30;

/** Findings: one a kind of known-bad message since the units started, with how often, when first, and an example. */
export function knownBadLines(lines: readonly Line[], units: Units): string[] {
  const recent = linesSinceStart(lines, units);
  return knownBad.flatMap(({ kind, forms, next }) => {
    const [first, ...more] = recent.filter(({ message }) => hasForm(message, forms));
    if (!first) return [];
    const times = more.length === 0 ? 'once' : `${more.length + 1} times, first`;
    return [
      `${kind}: ${times} at ${at(first)}, ${first.identifier}: ${first.message.slice(0, 300)}  (next: ${next})`,
    ];
  });
}

/**
 * Warnings and errors of no known kind, one line each however often they were said, for a person to read. Those that
 * the old server's journal has not are said to be new.
 */
export function unfamiliarLines(lines: readonly Line[], units: Units, old?: readonly Line[]): string[] {
  const known = new Set(old?.map(({ message }) => shapeOf(message)));
  const byShape = new Map<string, { line: Line; times: number }>();
  for (const line of linesSinceStart(lines, units)) {
    if (line.priority > 4 || knownBad.some(({ forms }) => hasForm(line.message, forms))) continue;
    const shape = shapeOf(line.message);
    const seen = byShape.get(shape) ?? { line, times: 0 };
    seen.times += 1;
    byShape.set(shape, seen);
  }
  const listed = [...byShape].slice(0, mostListed).map(([shape, { line, times }]) => {
    const isNew = old && !known.has(shape) ? 'new, not on the old server: ' : '';
    return `${isNew}${line.identifier} (priority ${line.priority}, ${times}×, first ${at(line)}): ${line.message.slice(0, 300)}`;
  });
  const more = byShape.size - listed.length;
  return more > 0 ? [...listed, `at least ${more} more kinds of warnings and errors`] : listed;
}

/** Of lines that were sought in the whole journal, those that its newest lines do not reach back to. */
export function beyondReach(sought: readonly Line[], journal: readonly Line[]): Line[] {
  const oldest = new Map<string | null, number>();
  for (const { unit, atMs } of journal)
    oldest.set(unit, Math.min(atMs, oldest.get(unit) ?? Number.POSITIVE_INFINITY));
  return sought.filter(({ unit, atMs }) => atMs < (oldest.get(unit) ?? Number.POSITIVE_INFINITY));
}

/**
 * What the journal cannot tell: a unit of which it has no line, or whose oldest line is younger than its start; and the
 * kernel, where more was said since the first start than is read. `sought` is what the search of the whole journal found,
 * where there was one.
 */
export function journalGaps(journal: readonly Line[], units: Units, sought?: readonly Line[]): string[] {
  // Of more than that, the oldest are missing.
  const isSought = sought !== undefined && sought.length < soughtLines;
  return [...unitGaps(journal, units, isSought), ...kernelGap(journal, units)];
}

function unitGaps(journal: readonly Line[], units: Units, isSought: boolean): string[] {
  return units.flatMap(({ name, startedAt, active }) => {
    if (active !== 'active' || startedAt === null) return [];
    const times = journal.filter(({ unit }) => unit === name).map(({ atMs }) => atMs);
    const oldest = Math.min(...times);
    if (times.length === 0) return [`the journal has no line of ${name}: its log was not looked at`];
    // systemd notes the start itself within seconds.
    if (oldest <= startedAt * 1000 + 60_000) return [];
    const begin = new Date(oldest).toISOString();
    if (isSought && times.length >= (journalLines[name] ?? Number.POSITIVE_INFINITY))
      return [
        `the newest ${times.length} lines of ${name} begin at ${begin}, after its start: those before were searched for what is known to be bad only`,
      ];
    return [`the journal of ${name} begins at ${begin}, after its start: what was said before is not known`];
  });
}

function kernelGap(journal: readonly Line[], units: Units): string[] {
  const times = journal.filter(isKernels).map(({ atMs }) => atMs);
  const oldest = Math.min(...times);
  if (times.length < kernelLogLines || oldest <= firstStart(units)) return [];
  return [
    `the log of the kernel begins at ${new Date(oldest).toISOString()}, after the first start: what was said before is not known`,
  ];
}

/** Whether coronerd runs, and its journal has no line of its own since its start: nothing of its log was seen. */
export function isSilent(journal: readonly Line[], units: Units): boolean {
  const coronerd = units.find(({ name }) => name === 'coronerd.service');
  if (coronerd?.active !== 'active') return false;
  return !linesSinceStart(journal, units).some(
    ({ unit, identifier }) => unit === coronerd.name && identifier !== 'systemd',
  );
}

/** A message without what changes from one occurrence to the next. */
function shapeOf(message: string): string {
  return message.replace(/0x[0-9a-f]+|[0-9a-f]{8,}|\d+/gi, '#').slice(0, 200);
}

/** Lines of a unit count from its start; the kernel's, where they name a process of ours, from the first start of any. */
function linesSinceStart(lines: readonly Line[], units: Units): Line[] {
  const starts = new Map(units.map(({ name, startedAt }) => [name, (startedAt ?? 0) * 1000]));
  const earliest = firstStart(units);
  const ours = (line: Line) => !isKernels(line) || /coroner|backtrace|nginx/i.test(line.message);
  return lines.filter((line) => ours(line) && line.atMs >= (starts.get(line.unit ?? '') ?? earliest));
}

function isKernels({ unit, identifier }: Line): boolean {
  return unit === null && identifier === 'kernel';
}

/** When the first of the units that have started did, Unix ms. */
function firstStart(units: Units): number {
  return Math.min(...units.map(({ startedAt }) => (startedAt ?? 0) * 1000).filter((start) => start > 0));
}

function at(line: Line): string {
  return new Date(line.atMs).toISOString();
}
