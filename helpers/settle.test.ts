import { expect, it } from 'vitest';
import { settleWith } from './settle.ts';
import { Unanswered } from './unanswered.ts';

const question = { asked: 'names', where: 'both servers', next: 'look by hand' };
const settled = (findings: string[], unanswered: string[]) => {
  const notes: string[] = [];
  return { notes, give: () => settleWith(findings, unanswered, (text) => notes.push(text), question) };
};

it('gives nothing where nothing is wrong and everything was answered', () => {
  expect(settled([], []).give()).toEqual([]);
});

it('gives the findings, and notes beside them what could not be found out', () => {
  const { give, notes } = settled(['port 1 is closed'], ['port 2: silent']);
  expect(give()).toEqual(['port 1 is closed']);
  expect(notes).toEqual(['could not be found out: port 2: silent']);
});

it('is an error of the question where nothing is wrong, but not all is known', () => {
  const many = Array.from({ length: 25 }, (_, place) => `port ${place}: silent`);
  const { give } = settled([], many);
  expect(give).toThrow(Unanswered);
  expect(give).toThrow(
    /not everything could be found out: port 0: silent\nport 1[\s\S]*port 19: silent\nand 5 more$/,
  );
});
