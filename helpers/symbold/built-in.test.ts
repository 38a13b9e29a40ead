import { expect, it } from 'vitest';
import { builtInLabels, fieldsWithoutLabel, isBuiltIn } from './built-in.ts';

const microsoft = 'https://msdl.microsoft.com/download/symbols';
const plain = { name: 'ours', texts: {}, flags: [] };

it('knows the symbol servers of the vendor by host and scope, not by their name', () => {
  expect(isBuiltIn({ url: microsoft, ofUniverse: true })).toBe(true);
  expect(isBuiltIn({ url: microsoft, ofUniverse: false })).toBe(false);
  expect(isBuiltIn({ url: 'https://msdl.microsoft.com.acme.test/', ofUniverse: true })).toBe(false);
  expect(isBuiltIn({ url: null, ofUniverse: true })).toBe(false);
});

it.each([
  ['its name', { ...plain, name: 'Backtrace Server - symbols' }, ['name "Backtrace Server - symbols"']],
  ['another text', { ...plain, texts: { label: 'backtrace_server' } }, ['label "backtrace_server"']],
  ['a yes', { ...plain, flags: ['isBacktraceServer', 'retainAll'] }, ['isBacktraceServer']],
  ['a yes by another name', { ...plain, flags: ['built_in'] }, ['built_in']],
])('finds the label in %s', (_where, server, labels) => {
  expect(builtInLabels(server)).toEqual(labels);
});

it('does not find it in other words', () => {
  const texts = { url: 'https://server/backtrace' };
  expect(builtInLabels({ name: 'Backtrace symbols', texts, flags: ['enabled'] })).toEqual([]);
});

it('tells the fields that were looked at where not even the vendor carries the label', () => {
  const vendor = { ...plain, name: 'Microsoft', url: microsoft, ofUniverse: true };
  const own = {
    ...plain,
    url: 'https://s.acme.test',
    ofUniverse: false,
    texts: { kind: 'x' },
    flags: ['on'],
  };
  expect(fieldsWithoutLabel([vendor, own])).toEqual(['name', 'kind', 'on']);
  expect(fieldsWithoutLabel([{ ...vendor, flags: ['isBacktraceServer'] }, own])).toBeUndefined();
});
