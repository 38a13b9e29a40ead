import { z } from 'zod';

/** A step that is not to be judged for now, and why. */
export interface Waiver {
  step: string;
  reason: string;
  /** Last day on which it holds, `YYYY-MM-DD`; without it, for good. */
  until?: string;
}

const form = /^([a-z-]+\.[a-z-]+)(?:\s+until\s+(\d{4}-\d\d-\d\d))?\s*:\s*(.+)$/s;

/** `step-id [until YYYY-MM-DD]: reason`, several separated by `;`. */
export const waivers = z.string().transform((text, context): Waiver[] => {
  const entries = text.split(';').map((entry) => entry.trim());
  return entries.filter(Boolean).flatMap((entry) => {
    const match = form.exec(entry);
    const [, step, until, reason] = match ?? [];
    if (!step || !reason || (until && Number.isNaN(Date.parse(until)))) {
      context.addIssue({
        code: 'custom',
        message: `has an entry that is not "step-id [until YYYY-MM-DD]: reason" (found "${entry}")`,
      });
      return [];
    }
    return [{ step, reason: reason.trim(), ...(until ? { until } : {}) }];
  });
});

/** The waiver that holds for a step on a day; one that is past its day does not. */
export function waiverFor(list: readonly Waiver[], step: string, today: Date): Waiver | undefined {
  const day = today.toISOString().slice(0, 10);
  return list.find((waiver) => waiver.step === step && (!waiver.until || waiver.until >= day));
}
