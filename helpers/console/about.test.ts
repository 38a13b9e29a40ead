import { expect, it } from 'vitest';
import { Unanswered } from '../unanswered.ts';
import { comparable } from './about.ts';

const shown = (...versions: string[]) => ({ text: versions.join(' '), versions });

it('compares with the versions that can be that of the server', () => {
  expect(comparable(shown('1.40.2', '3.31.4'), '1.42.1')).toEqual(['1.40.2']);
});

it("cannot tell by the console's own number, or without one to compare with", () => {
  expect(() => comparable(shown('3.31.4'), '1.42.1')).toThrow(Unanswered);
  expect(() => comparable(shown('1.42.1'), undefined)).toThrow(Unanswered);
});
