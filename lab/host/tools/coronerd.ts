import { answer, type Call, type Result, refuse } from './tool.ts';

/** `/opt/backtrace/sbin/coronerd -v`: its version and nothing else (the vendor's list, step 1). */
export function coronerd({ args, view }: Call): Result {
  if (args[0] !== '-v') return refuse('coronerd: the lab answers only -v');
  return answer(`${view.host.coronerdVersion ?? ''}\n`);
}
