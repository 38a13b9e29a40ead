import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../../faults/fault.ts';
import { faults, serverFaults } from '../../faults/index.ts';
import { defaultPair } from '../../state/default-pair.ts';
import { redOf, together } from './together.ts';

const fault = (...red: string[]): Fault => ({ description: '', red, says: /./, apply: (state) => state });

describe('together', () => {
  it('puts faults into one group that have no step in common', () => {
    const groups = together({ a: fault('x'), b: fault('y'), c: fault('x', 'z'), d: fault('z') });

    expect(groups).toEqual([['a', 'b', 'd'], ['c']]);
  });

  it('counts steps that a fault turns red beside its own', () => {
    const groups = together({ a: { ...fault('x'), also: ['y'] }, b: fault('y') });

    expect(groups).toEqual([['a'], ['b']]);
  });

  it('puts no faults together of which one takes away what another is to spoil', () => {
    const { new: server } = defaultPair({ seed: 1, errors: 300 });
    const apply = (names: string[]) =>
      names.reduce((state, name) => (faults[name] as Fault).apply(state), server);

    for (const names of together(serverFaults)) expect(() => apply(names), names.join()).not.toThrow();
  });

  it('leaves no fault of the lab out, and puts none into two groups', () => {
    const groups = together(faults);

    expect(groups.flat().sort()).toEqual(Object.keys(faults).sort());
    for (const names of groups) {
      const steps = names.flatMap((name) => redOf(faults[name] as Fault));
      expect(new Set(steps).size).toBe(steps.length);
    }
  });
});

it('every part of the faults of the server has a file that proves it', () => {
  const folder = fileURLToPath(new URL('.', import.meta.url));
  const files = readdirSync(folder).filter((name) => /^server-\d+\.proof\.ts$/.test(name));
  const parts = files
    .sort()
    .map((name) => /\{ part: \d+, of: \d+ \}/.exec(readFileSync(join(folder, name), 'utf8'))?.[0]);
  expect(parts).toEqual(files.map((_, place) => `{ part: ${place + 1}, of: ${files.length} }`));
});
