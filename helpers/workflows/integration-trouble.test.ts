import { describe, expect, it } from 'vitest';
import { isSilentlyStopped, troubleOf } from './integration-trouble.ts';

const integration = { id: 1, watcherName: 'crash channel', pluginId: 'slack' };

describe('why an integration is in error', () => {
  it.each([
    ['the error it keeps', { state: 'enabled', lastError: 'refused' }, /is enabled: refused/],
    ['a word that means an error', { state: 'errored' }, /is errored$/],
    ['a reason of another name', { state: 'stopped', stateReason: 'ETIMEDOUT' }, /is stopped: ETIMEDOUT/],
    ['a message', { state: 'stopped', statusMessage: 'no such channel' }, /is stopped: no such channel/],
    ['a failure further in', { state: 'stopped', status: { failure: 'HTTP 500' } }, /is stopped: HTTP 500/],
  ])('is %s', (_what, fields, says) => {
    expect(troubleOf({ ...integration, ...fields })).toMatch(says);
  });

  it.each([
    ['nothing is told', { state: 'enabled' }],
    ['it is disabled', { state: 'disabled', lastError: 'an old one' }],
    ['it is enabled, with a message', { state: 'enabled', statusMessage: 'delivered', errorCount: 0 }],
    [
      'its options speak of errors',
      { state: 'stopped', options: { subject: '$error.message', message: 'x' } },
    ],
  ])('is nothing where %s', (_what, fields) => {
    expect(troubleOf({ ...integration, ...fields })).toBeUndefined();
  });

  it('is not known of one that is stopped and says nothing', () => {
    expect(isSilentlyStopped({ ...integration, state: 'stopped' })).toBe(true);
    expect(isSilentlyStopped({ ...integration, state: 'stopped', reason: 'HTTP 500' })).toBe(false);
  });
});
