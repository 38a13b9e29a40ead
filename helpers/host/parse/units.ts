import { z } from 'zod';
import { NotUnderstood, outputOf, type RawAnswer } from './answer.ts';
import { parseTimestamp } from './timestamp.ts';

const unitFact = z.object({
  name: z.string(),
  description: z.string(),
  /** LoadState: loaded, not-found, masked, … */
  load: z.string(),
  /** UnitFileState: enabled, disabled, static, …; empty where there is no unit file. */
  file: z.string(),
  active: z.string(),
  sub: z.string(),
  result: z.string(),
  /** Null before systemd 235, which does not count them. */
  restarts: z.number().nullable(),
  /** 0 = no main process. */
  mainPid: z.number(),
  user: z.string(),
  /** Start of the main process, seconds since 1970. */
  startedAt: z.number().nullable(),
  activeSince: z.number().nullable(),
  needsReload: z.boolean(),
  path: z.string().nullable(),
});
export const unitsFact = z.array(unitFact);
export type Unit = z.infer<typeof unitFact>;

/** The services of a Backtrace server, one for each unit asked for, from `systemctl show`. Throws NotUnderstood. */
export function parseUnits(answer: RawAnswer): Unit[] {
  const blocks = outputOf(answer)
    .split(/\n\s*\n/)
    .filter((block) => block.includes('='));
  if (blocks.length === 0) throw new NotUnderstood('expected properties of units, received none');
  return blocks.map(parseUnit);
}

function parseUnit(block: string): Unit {
  const properties = new Map(
    block.split('\n').map((line) => {
      const [name = '', ...value] = line.split('=');
      return [name.trim(), value.join('=').trim()];
    }),
  );
  const text = (name: string) => properties.get(name) ?? '';
  const name = text('Id');
  if (!name || !properties.has('LoadState') || !properties.has('ActiveState'))
    throw new NotUnderstood(
      `expected Id, LoadState and ActiveState, received ${[...properties.keys()].join(', ')}`,
    );
  return {
    name,
    description: text('Description'),
    load: text('LoadState'),
    file: text('UnitFileState'),
    active: text('ActiveState'),
    sub: text('SubState'),
    result: text('Result'),
    restarts: properties.has('NRestarts') ? Number(text('NRestarts')) : null,
    mainPid: Number(text('MainPID')) || 0,
    user: text('User') || 'root',
    startedAt: parseTimestamp(text('ExecMainStartTimestamp')),
    activeSince: parseTimestamp(text('ActiveEnterTimestamp')),
    needsReload: text('NeedDaemonReload') === 'yes',
    path: text('FragmentPath') || null,
  };
}
