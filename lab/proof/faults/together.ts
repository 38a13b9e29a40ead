import type { Fault } from '../../faults/fault.ts';

/** The most faults that one verification proves: more of them begin to hide one another. */
const most = 8;

/** All steps that a fault turns red, sorted. */
export const redOf = ({ red, also = [] }: Fault): string[] => [...new Set([...red, ...also])].sort();

/** Groups of faults that have no step in common, by name, each to be proved by one verification. */
export function together(faults: Record<string, Fault>): string[][] {
  const groups: { names: string[]; steps: Set<string> }[] = [];
  for (const [name, fault] of Object.entries(faults)) {
    const steps = redOf(fault);
    const free = groups.find(
      ({ names, steps: taken }) => names.length < most && steps.every((step) => !taken.has(step)),
    );
    const group = free ?? { names: [], steps: new Set() };
    if (!free) groups.push(group);
    group.names.push(name);
    for (const step of steps) group.steps.add(step);
  }
  return groups.map(({ names }) => names);
}
