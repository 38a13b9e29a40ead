import type { TransientTimer } from '../machine/scheduled.ts';
import type { LiveUnit } from '../machine/unit.ts';
import { unitId } from '../machine/unit.ts';
import { startUnit, stopUnit } from '../machine/unit-jobs.ts';
import { globPattern } from '../shell/glob.ts';
import { getopt, type Options } from './getopt.ts';
import { listUnitFiles } from './list-unit-files.ts';
import { showUnit } from './systemctl-show.ts';
import { answer, type Call, type Result, refuse } from './tool.ts';

/** `systemctl show|list-unit-files|is-active|is-enabled|stop|start UNIT…`. */
export async function systemctl(call: Call): Promise<Result> {
  const options = getopt(call.args, {
    ...{ 'no-pager': 'flag', property: 'value', p: 'value', value: 'flag', all: 'flag', a: 'flag' },
    ...{ quiet: 'flag', q: 'flag', 'no-ask-password': 'flag', 'no-legend': 'flag', full: 'flag', l: 'flag' },
  });
  if (options.problem) return refuse(`systemctl: ${options.problem}`);
  const [verb, ...names] = options.operands;
  if (verb === 'list-unit-files') return listUnitFiles(call.view, !options.has('no-legend'), names);
  const units = names.flatMap((name) => matching(call, name, options));
  if (verb === 'show' && names.length > 0) return show(call, options, units);
  if (verb === 'is-active') return isActive(call, options, units);
  if (verb === 'is-enabled') return isEnabled(call, units);
  if (verb === 'stop' || verb === 'start') return act(call, verb, units);
  return refuse(`lab host: systemctl ${verb ?? ''} is not simulated`);
}

/** The units in memory that a pattern matches, only with `--all` those that are inactive; a name stands for itself. */
function matching({ view }: Call, name: string, options: Options): string[] {
  if (!/[*?[]/.test(name)) return [unitId(name)];
  const known = view.units.filter(
    (unit) => unit.unit.load !== 'not-found' && isInMemory(unit) && globPattern(name).test(unit.id),
  );
  return known.filter(({ active }) => options.has('all', 'a') || active !== 'inactive').map(({ id }) => id);
}

/** What is neither active nor wanted by anything is not kept in memory. */
function isInMemory({ active, unit }: LiveUnit): boolean {
  return (
    active !== 'inactive' || (unit.file === 'enabled' && !unit.unloaded) || Boolean(unit.triggeredBy?.length)
  );
}

function unitOf({ view }: Call, id: string): LiveUnit | undefined {
  return view.units.find((unit) => unit.id === id && unit.unit.load !== 'not-found');
}

/** The transient timer of that name, with `.timer`, or with `.service` the one that starts it. */
function timerOf({ machine }: Call, id: string, suffix = '.timer'): TransientTimer | undefined {
  return id.endsWith(suffix) ? machine.timers.get(id.slice(0, -suffix.length)) : undefined;
}

function show(call: Call, options: Options, units: string[]): Result {
  const wanted = options.values('property', 'p').flatMap((list) => list.split(','));
  const value = options.has('value');
  const blocks = units.map((id) => showUnit(call.view, id, unitOf(call, id), wanted, value));
  return answer(blocks.join('\n'));
}

function isActive(call: Call, options: Options, units: string[]): Result {
  const states = units.map((id) => (timerOf(call, id) ? 'active' : (unitOf(call, id)?.active ?? 'inactive')));
  const quiet = options.has('quiet', 'q');
  return answer(quiet ? '' : states.map((state) => `${state}\n`).join(''), states.includes('active') ? 0 : 3);
}

function isEnabled(call: Call, units: string[]): Result {
  const found = units.map((id) => ({ id, file: unitOf(call, id)?.unit.file ?? '' }));
  const missing = found.find(({ file }) => file === '');
  if (missing) {
    return refuse(`Failed to get unit file state for ${missing.id}: No such file or directory`);
  }
  const good = found.some(({ file }) => file === 'enabled' || file === 'static');
  return answer(found.map(({ file }) => `${file}\n`).join(''), good ? 0 : 1);
}

async function act(call: Call, verb: 'stop' | 'start', units: string[]): Promise<Result> {
  for (const id of units) {
    const result = await actOn(call, verb, id);
    if (result.status !== 0) return result;
  }
  return units.length > 0 ? answer('') : refuse('Too few arguments.');
}

async function actOn(call: Call, verb: 'stop' | 'start', id: string): Promise<Result> {
  const hint = `See system logs and 'systemctl status ${id}' for details.`;
  if (call.login.uid !== 0) {
    return refuse(`Failed to ${verb} ${id}: Interactive authentication required.\n${hint}`);
  }
  const timer = timerOf(call, id);
  if (timer && verb === 'stop') {
    timer.cancel();
    call.machine.timers.delete(timer.name);
  }
  const service = verb === 'start' ? timerOf(call, id, '.service') : undefined;
  await service?.run();
  if (timer || service) return answer('');
  const unit = unitOf(call, id);
  if (unit === undefined) {
    return refuse(`Failed to ${verb} ${id}: Unit ${id} not ${verb === 'stop' ? 'loaded' : 'found'}.`, 5);
  }
  if (verb === 'start' && unit.unit.load === 'masked') {
    return refuse(`Failed to start ${id}: Unit ${id} is masked.`);
  }
  if (verb === 'start' && unit.unit.load === 'bad-setting') {
    return refuse(`Failed to start ${id}: Unit ${id} has a bad unit file setting.\n${hint}`);
  }
  const done =
    verb === 'stop' ? await stopUnit(call.machine, unit, call.signal) : await startUnit(call.machine, unit);
  if (done === 'canceled') return refuse(`Job for ${id} canceled.`);
  if (done === 'done') return answer('');
  const look = `See "systemctl status ${id}" and "journalctl -xeu ${id}" for details.`;
  return refuse(`Job for ${id} failed because the control process exited with error code.\n${look}`);
}
