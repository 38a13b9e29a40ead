import { cat } from './cat.ts';
import { coronerd } from './coronerd.ts';
import { date } from './date.ts';
import { df } from './df.ts';
import { find } from './find.ts';
import { grep } from './grep.ts';
import { hostname } from './hostname.ts';
import { id } from './id.ts';
import { journalctl } from './journalctl.ts';
import { nproc } from './nproc.ts';
import { ps } from './ps.ts';
import { kill, sh, sleep, timeout } from './shell.ts';
import { ss } from './ss.ts';
import { stat } from './stat.ts';
import { systemctl } from './systemctl.ts';
import { systemdRun } from './systemd-run.ts';
import { answer, type Tool } from './tool.ts';

/** The tools that the simulated machine has. */
export const tools: Record<string, Tool> = {
  cat,
  date,
  df,
  find,
  grep,
  hostname,
  id,
  journalctl,
  kill,
  nproc,
  ps,
  sh,
  sleep,
  ss,
  stat,
  systemctl,
  'systemd-run': systemdRun,
  timeout,
  true: () => answer(''),
  '/opt/backtrace/sbin/coronerd': coronerd,
};
