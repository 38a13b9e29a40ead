import { type Question, Unanswered } from './unanswered.ts';

/**
 * What a check of many things comes to: its findings where there are any; else, what could not be found out is an
 * error. The first 20 of those are noted beside findings, and told in the error.
 * @throws Unanswered of the question when nothing is wrong, but not everything could be found out
 */
export function settleWith(
  findings: string[],
  unanswered: readonly string[],
  note: (text: string) => void,
  question: Question,
): string[] {
  const listed = unanswered.slice(0, 20);
  for (const text of listed) note(`could not be found out: ${text}`);
  if (findings.length > 0 || unanswered.length === 0) return findings;
  const more = unanswered.length > listed.length ? [`and ${unanswered.length - listed.length} more`] : [];
  throw new Unanswered(`not everything could be found out: ${[...listed, ...more].join('\n')}`, question);
}
