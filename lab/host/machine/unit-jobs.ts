import type { Machine, UnitChange } from './machine.ts';
import { type LiveUnit, liveUnit } from './unit.ts';

/** How a job of systemd ended. */
export type JobEnd = 'done' | 'failed' | 'canceled';

/**
 * Stops a unit and waits for the real listeners to be gone. A stop that hangs ends when nobody waits any more
 * (the unit goes on deactivating) or when a start cancels it.
 */
export async function stopUnit(machine: Machine, unit: LiveUnit, signal: AbortSignal): Promise<JobEnd> {
  if (unit.processes.length === 0) {
    if (unit.active === 'activating') change(machine, unit, { active: 'inactive', sub: 'dead' });
    return 'done';
  }
  log(machine, unit, `Stopping ${unit.id} - ${unit.unit.description}...`);
  change(machine, unit, { active: 'deactivating', sub: 'stop-sigterm' });
  if (unit.unit.trouble === 'stop-hangs') {
    await new Promise<void>((resolve) => {
      machine.hanging.get(unit.key)?.();
      machine.hanging.set(unit.key, resolve);
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    return 'canceled';
  }
  await machine.control.stop(unit.key);
  change(machine, unit, { active: 'inactive', sub: 'dead' });
  log(machine, unit, `${unit.id}: Deactivated successfully.`);
  log(machine, unit, `Stopped ${unit.id} - ${unit.unit.description}.`);
  machine.onStopped.get(unit.key)?.();
  return 'done';
}

/** Starts a unit, with new processes, and waits for the real listeners to be back; nothing happens to one that runs. */
export async function startUnit(machine: Machine, unit: LiveUnit): Promise<JobEnd> {
  if (unit.active === 'active') return 'done';
  if (unit.active === 'deactivating') {
    machine.hanging.get(unit.key)?.();
    machine.hanging.delete(unit.key);
    log(machine, unit, `${unit.id}: State 'stop-sigterm' timed out. Killing.`, 4);
    await machine.control.stop(unit.key);
  }
  log(machine, unit, `Starting ${unit.id} - ${unit.unit.description}...`);
  if (unit.unit.trouble === 'start-fails') {
    change(machine, unit, { active: 'failed', sub: 'failed', result: 'exit-code' });
    log(machine, unit, `${unit.id}: Control process exited, code=exited, status=1/FAILURE`, 5);
    log(machine, unit, `${unit.id}: Failed with result 'exit-code'.`, 4);
    log(machine, unit, `Failed to start ${unit.id} - ${unit.unit.description}.`, 3);
    return 'failed';
  }
  const started: UnitChange = { active: 'active', sub: 'running', result: 'success', startedAt: Date.now() };
  await machine.control.start(unit.key);
  machine.changes.set(unit.key, started);
  if (unit.key === 'coronerd') say(machine, unit, '[T1] [main:88] listeners are open');
  log(machine, unit, `Started ${unit.id} - ${unit.unit.description}.`);
  return 'done';
}

function change(
  machine: Machine,
  unit: LiveUnit,
  to: Pick<UnitChange, 'active' | 'sub'> & { result?: string },
) {
  const before = machine.changes.get(unit.key);
  const now = liveUnit(machine, machine.state().host, unit.key, Date.now());
  machine.changes.set(unit.key, {
    active: to.active,
    sub: to.sub,
    result: to.result ?? now?.result ?? 'success',
    startedAt: before?.startedAt ?? null,
  });
}

/** A line of the unit's own process, the last one that it has. */
function say(machine: Machine, unit: LiveUnit, message: string): void {
  const now = liveUnit(machine, machine.state().host, unit.key, Date.now());
  const pid = now?.processes.at(-1)?.pid ?? 1;
  const line = { unit: unit.key, transport: 'stdout', identifier: unit.key, pid, priority: 6 } as const;
  machine.logged.push({ ...line, message, at: Date.now() });
}

function log(machine: Machine, unit: LiveUnit, message: string, priority = 6): void {
  const line = { unit: unit.key, transport: 'journal', identifier: 'systemd', pid: 1 } as const;
  machine.logged.push({ ...line, priority, message, at: Date.now() });
}
