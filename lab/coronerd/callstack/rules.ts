import { z } from 'zod';
import type { Row } from '../../state/types.ts';

/** One rule of a deduplication ruleset (contract §6.5). */
export interface DeduplicationRule {
  actions: string[];
  function: RegExp;
  replacement: string;
}

const storedRule = z.object({
  actions: z.array(z.string()),
  function: z.string().default(''),
  replacement: z.string().nullish(),
});

/** The rules of the enabled rulesets among the rows, by ascending priority; unreadable ones are left out. */
export function rulesOf(rows: Row[]): DeduplicationRule[] {
  const enabled = rows.filter((row) => row.enabled === 1);
  enabled.sort((a, b) => Number(a.priority) - Number(b.priority));
  return enabled.flatMap((row) => readRules(String(row.rules ?? '[]')));
}

function readRules(text: string): DeduplicationRule[] {
  try {
    return z
      .array(storedRule)
      .parse(JSON.parse(text))
      .map((rule) => ({
        actions: rule.actions,
        function: new RegExp(rule.function, 'u'),
        replacement: rule.replacement ?? '',
      }));
  } catch {
    return [];
  }
}

/** The frames that count for grouping: those that a rule removes are left out, replaced ones renamed. */
export function groupingFrames(frames: string[], rules: DeduplicationRule[]): string[] {
  let kept = frames;
  for (const rule of rules) {
    if (rule.actions.includes('remove')) kept = kept.filter((frame) => !rule.function.test(frame));
    if (rule.actions.includes('replace'))
      kept = kept.map((frame) => frame.replace(rule.function, rule.replacement));
  }
  return kept;
}
