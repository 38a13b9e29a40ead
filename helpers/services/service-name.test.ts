import { expect, test } from 'vitest';
import { confDirectories, serviceName } from './service-name.ts';

test.each([
  ['workflows', 'workflows'],
  ['backtrace-workflows.service', 'workflows'],
  ['Backtrace Workflows', 'workflows'],
  ['backtrace_metrics_importer', 'metrics-importer'],
  ['backtrace-cleanup.timer', 'cleanup'],
  ['backtrace-worker@2.service', 'worker'],
  ['backtrace-', 'backtrace-'],
  ['.hidden', undefined],
  ['', undefined],
])('%j is %j', (said, name) => {
  expect(serviceName(said)).toBe(name);
});

test('the configuration of saml may be where the docs have it', () => {
  expect(confDirectories('saml')).toContain('/opt/backtrace/backtrace-saml');
  expect(confDirectories('constructor')).toEqual([
    '/etc/backtrace/constructor',
    '/etc/backtrace/backtrace-constructor',
  ]);
});
