import { startTimer } from '../machine/scheduled.ts';
import { getopt } from './getopt.ts';
import { type Call, quotef, type Result, refuse } from './tool.ts';

/** `systemd-run --on-active=SECONDS --unit=NAME COMMAND…`, as systemd 252 answers: a transient timer and service. */
export function systemdRun({ args, machine, login, run }: Call): Result {
  const first = args.findIndex((arg) => !arg.startsWith('-'));
  const command = first < 0 ? [] : args.slice(first);
  const options = getopt(first < 0 ? args : args.slice(0, first), {
    ...{ collect: 'flag', quiet: 'flag', unit: 'value', description: 'value' },
    ...{ 'on-active': 'value', 'timer-property': 'value', property: 'value' },
  });
  if (options.problem) return refuse(`systemd-run: ${options.problem}`);
  const [delay] = options.values('on-active');
  const [name] = options.values('unit');
  if (delay === undefined || name === undefined)
    return refuse('lab host: systemd-run is simulated only with --on-active=SECONDS and --unit=NAME');
  if (!/^\d+$/.test(delay)) return refuse(`Failed to parse OnActiveSec=${delay}: Invalid argument`);
  if (command.length === 0) return refuse('Command line to execute required.');
  if (login.uid !== 0)
    return refuse('Failed to start transient timer unit: Interactive authentication required.');
  if (machine.timers.has(name))
    return refuse(
      `Failed to start transient timer unit: Unit ${name}.timer was already loaded or has a fragment file.`,
    );
  startTimer(machine, name, Number(delay), async () => {
    await run(command.map(quotef).join(' '), new AbortController().signal);
  });
  const stderr = `Running timer as unit: ${name}.timer\nWill run service as unit: ${name}.service\n`;
  return { stdout: '', stderr, status: 0 };
}
