import { z } from 'zod';
import { NotUnderstood, outputOf, type RawAnswer } from './answer.ts';

const sideUnitFact = z.object({
  /** With its suffix, for example `backtrace-workflows.service`. */
  name: z.string(),
  /** `simple`, `forking`, `oneshot`, …; null for what is no service, for example a timer. */
  type: z.string().nullable(),
  /** LoadState: loaded, not-found, masked, … */
  load: z.string(),
  /** UnitFileState: enabled, disabled, static, …; empty where there is no unit file. */
  file: z.string(),
  active: z.string(),
  sub: z.string(),
  result: z.string(),
  /** 0 = systemd knows of no main process. */
  mainPid: z.number(),
  user: z.string(),
  /** Units that start it, for example a timer. */
  triggeredBy: z.array(z.string()),
});
export const sideUnitsFact = z.array(sideUnitFact);
export type SideUnit = z.infer<typeof sideUnitFact>;

/** The units that a pattern of `systemctl show` matched; none is an empty list. Throws NotUnderstood. */
export function parseSideUnits(answer: RawAnswer): SideUnit[] {
  return outputOf(answer)
    .split(/\n\s*\n/)
    .filter((block) => block.includes('='))
    .map(parseUnit);
}

function parseUnit(block: string): SideUnit {
  const properties = new Map(
    block.split('\n').map((line) => {
      const [name = '', ...value] = line.split('=');
      return [name.trim(), value.join('=').trim()];
    }),
  );
  const text = (name: string) => properties.get(name) ?? '';
  if (!text('Id') || !properties.has('LoadState') || !properties.has('ActiveState'))
    throw new NotUnderstood(
      `expected Id, LoadState and ActiveState, received ${[...properties.keys()].join(', ')}`,
    );
  return {
    name: text('Id'),
    type: text('Type') || null,
    load: text('LoadState'),
    file: text('UnitFileState'),
    active: text('ActiveState'),
    sub: text('SubState'),
    result: text('Result'),
    mainPid: Number(text('MainPID')) || 0,
    user: text('User') || 'root',
    triggeredBy: text('TriggeredBy')
      .split(' ')
      .filter((name) => name !== ''),
  };
}
