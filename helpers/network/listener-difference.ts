import { canonical, type Plain } from '../inventory/entry.ts';
import type { ListenerReading } from './listener-reading.ts';
import {
  contentOf,
  listenerSources,
  namedPorts,
  nameOfListener,
  type StatedListener,
  statedIn,
} from './stated-listeners.ts';

/** What a comparison of the listeners comes to. */
export interface ListenerJudgement {
  findings: string[];
  notes: string[];
  unanswered: string[];
}

/** Compares what each source states on both servers, as multisets, and what the new server states with what it does. */
export function judgeListeners(old: ListenerReading, fresh: ListenerReading): ListenerJudgement {
  const judgement: ListenerJudgement = { findings: [], notes: [], unanswered: [...fresh.gaps] };
  const gaps = old.gaps.map((gap) => `on the old host: ${gap}`);
  (mayHide(old, fresh) ? judgement.unanswered : judgement.notes).push(...gaps);
  for (const source of listenerSources) {
    const [before, after] = [statedIn(source, old), statedIn(source, fresh)];
    if (before && after)
      judgement.findings.push(...differences(before, after).map((text) => `${source}: ${text}`));
    else judgement.notes.push(`${source} not compared: not read on the ${notRead(before, after)} side`);
  }
  judgement.findings.push(...silentPorts(fresh));
  judgement.notes.push(...disagreements(fresh));
  return judgement;
}

/** Whether a listener that is missing on new could stand in what was not read on the old side alone. */
function mayHide(old: ListenerReading, fresh: ListenerReading): boolean {
  return listenerSources.some((source) => !statedIn(source, old) && statedIn(source, fresh));
}

function notRead(before: unknown, after: unknown): string {
  return before || after ? (before ? 'new' : 'old') : 'old and the new';
}

/** `missing on new`, `extra on new`, `different`: what is left when equal ones are taken away in pairs. */
export function differences(old: readonly StatedListener[], fresh: readonly StatedListener[]): string[] {
  const [before, after] = [[...old], [...fresh]];
  pairOff(before, after, (one, other) => contentOf(one) === contentOf(other));
  // The same port first, so that of two writers the one that was changed is named.
  const changed = [...pairOff(before, after, samePlace), ...pairOff(before, after, sameKind)];
  return [
    ...before.map((each) => `missing on new: ${nameOfListener(each)}`),
    ...after.map((each) => `extra on new: ${nameOfListener(each)}`),
    ...changed.map(([one, other]) => `different: ${nameOfListener(one)}: ${changes(one, other)}`),
  ];
}

/** Takes pairs that fit away from both lists. */
function pairOff(
  before: StatedListener[],
  after: StatedListener[],
  fits: (one: StatedListener, other: StatedListener) => boolean,
): [StatedListener, StatedListener][] {
  return [...before].flatMap((one): [StatedListener, StatedListener][] => {
    const other = after.find((each) => fits(one, each));
    if (!other) return [];
    before.splice(before.indexOf(one), 1);
    after.splice(after.indexOf(other), 1);
    return [[one, other]];
  });
}

function samePlace(one: StatedListener, other: StatedListener): boolean {
  return one.type === other.type && one.port === other.port;
}

/** Sockets have nothing but their port. */
function sameKind(one: StatedListener, other: StatedListener): boolean {
  return one.type === other.type && one.protocol === other.protocol && one.type !== 'socket';
}

function changes(one: StatedListener, other: StatedListener): string {
  const [before, after] = [one, other].map(
    ({ port, protocol, rest }): Record<string, Plain> => ({ port, protocol, ...rest }),
  );
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  const shown = (value: Plain | undefined) => (value === undefined ? 'nothing' : canonical(value));
  return fields
    .filter((field) => shown(before?.[field]) !== shown(after?.[field]))
    .map((field) => `${field} old ${shown(before?.[field])}, new ${shown(after?.[field])}`)
    .join('; ');
}

/** Ports that are named and on which nothing listens. */
function silentPorts(reading: ListenerReading): string[] {
  const { sockets } = reading;
  if (!sockets) return [];
  return namedPorts(reading)
    .filter(({ port }) => !sockets.some((socket) => socket.port === port))
    .map(({ port, sources }) => `on the new host nothing listens on port ${port} (${sources.join(', ')})`);
}

/** Ports that only some of the sources name: the vendor does not say which source wins. */
function disagreements(reading: ListenerReading): string[] {
  const { conf } = reading;
  if (!conf) return [];
  return namedPorts(reading).flatMap(({ port, sources }) => {
    const inFile = sources.some((source) => source.startsWith('coronerd.conf'));
    const inDatabase = sources.some((source) => source.startsWith('listener'));
    if (inFile === inDatabase) return [];
    const where = inFile ? 'in coronerd.conf, not in the database' : 'in the database, not in coronerd.conf';
    return [`port ${port} of the new server stands ${where} (${sources.join(', ')})`];
  });
}
