import { z } from 'zod';
import { redact } from '../../redact.ts';
import { linesOf, NotUnderstood, outputOf, type RawAnswer, strangeLine } from './answer.ts';

const processFact = z.object({
  pid: z.number(),
  ppid: z.number(),
  user: z.string(),
  /** Resident memory in KiB. */
  rssKb: z.number(),
  /** Command line of a Backtrace or nginx process, secrets blanked out; of others, which may hold any, the program only. */
  args: z.string(),
});
export const processesFact = z.array(processFact);
export type Process = z.infer<typeof processFact>;

/** Every process, from `ps -ewwo pid=,ppid=,user:32=,rss=,args=`. Throws NotUnderstood. */
export function parseProcesses(answer: RawAnswer): Process[] {
  const processes = linesOf(outputOf(answer)).map((line) => {
    const found = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(\d+)(?:\s(.*))?$/.exec(line);
    if (!found) throw strangeLine(line, '`PID PPID USER RSS ARGS`');
    const [, pid, ppid, user = '', rss, args = ''] = found;
    return { pid: Number(pid), ppid: Number(ppid), user, rssKb: Number(rss), args: argsToKeep(args.trim()) };
  });
  if (processes.length === 0) throw new NotUnderstood('expected processes, received none');
  return processes;
}

/** Command lines with these words are shown and kept. */
export const ownProcess = /coroner|backtrace|nginx/i;

function argsToKeep(args: string): string {
  if (ownProcess.test(args)) return redact(args);
  const [program = ''] = args.split(/\s/);
  return args.endsWith('<defunct>') ? `${program} <defunct>` : program;
}
