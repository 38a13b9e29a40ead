import { expect, it } from 'vitest';
import { registerSecret } from '../redact.ts';
import { conditionOf } from './condition.ts';

it.each<[string, unknown, 'well' | 'ill' | 'unknown']>([
  ...[
    'ok',
    'OK',
    'up',
    'Running',
    'healthy',
    'active',
    'enabled',
    'active (running)',
    'true',
    '200',
    200,
    true,
  ].map((value): [string, unknown, 'well'] => ['a word for well', value, 'well']),
  ...['down', 'FAILED', 'stopped', 'unhealthy', 'not running', 'disabled', 'error', '503', 500, false].map(
    (value): [string, unknown, 'ill'] => ['a word for ill', value, 'ill'],
  ),
  ...['purple', '', null, 7, 'unknown', 'okay-ish', ['ok']].map((value): [string, unknown, 'unknown'] => [
    'no word that is known',
    value,
    'unknown',
  ]),
  ...['status', 'state', 'health', 'ok', 'up', 'running', 'healthy', 'Status'].map(
    (field): [string, unknown, 'well'] => [`the field ${field}`, { name: 'x', [field]: 'ok' }, 'well'],
  ),
  ['a flag as a number', { ok: 1 }, 'well'],
  ['a flag as a number', { up: 0 }, 'ill'],
  ['a status that is no flag', { status: 1 }, 'unknown'],
  ['an inner object', { health: { status: 'ok' } }, 'well'],
  ['an inner object', { health: { status: 'down' } }, 'ill'],
  ['an error beside a good status', { status: 'ok', error: 'connection refused' }, 'ill'],
  ['no error beside a good status', { status: 'ok', error: null, errors: [] }, 'well'],
  ['no error alone', { error: null }, 'unknown'],
  ['one bad field of two', { enabled: true, status: 'down' }, 'ill'],
  ['no field that tells', { name: 'x', endpoint: '/api/x', version: '1' }, 'unknown'],
])('%s: %j is %s', (_what, value, condition) => {
  expect(conditionOf(value).condition).toBe(condition);
});

it('tells what it read, without secrets', () => {
  registerSecret('s3cret-of-a-service');
  const { said } = conditionOf({ name: 'x', status: 'down', error: 'login with s3cret-of-a-service failed' });
  expect(said).toBe('status: down, error: login with [redacted] failed');
});
