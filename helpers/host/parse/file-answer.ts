import { type RawAnswer, requireStatus } from './answer.ts';

/** The content of a file that `cat` was asked for, or why there is none. Throws NotUnderstood. */
export function fileIn(answer: RawAnswer): { present: boolean; content: string | null } {
  if (answer.status === 1 && /: (?:No such file or directory|Not a directory)\s*$/.test(answer.stderr))
    return { present: false, content: null };
  if (answer.status === 1 && /: (?:Permission denied|Is a directory)\s*$/.test(answer.stderr))
    return { present: true, content: null };
  if (!answer.cut) requireStatus(answer, [0]);
  return { present: true, content: answer.stdout };
}
