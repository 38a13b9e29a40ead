import { expect, it } from 'vitest';
import { builtInLabels, isBuiltIn } from './built-in.ts';

it('knows the symbol servers of the vendor by their host, not by their name', () => {
  expect(isBuiltIn({ url: 'https://msdl.microsoft.com/download/symbols' })).toBe(true);
  expect(isBuiltIn({ url: 'https://msdl.microsoft.com.acme.test/' })).toBe(false);
  expect(isBuiltIn({ url: null })).toBe(false);
});

it.each([
  ['its name', { name: 'Backtrace Server - symbols', texts: {} }, ['name "Backtrace Server - symbols"']],
  ['another text', { name: 'ours', texts: { label: 'backtrace_server' } }, ['label "backtrace_server"']],
])('finds the label in %s', (_where, server, labels) => {
  expect(builtInLabels(server)).toEqual(labels);
});

it('does not find it in other words', () => {
  expect(builtInLabels({ name: 'Backtrace symbols', texts: { url: 'https://server/backtrace' } })).toEqual(
    [],
  );
});
