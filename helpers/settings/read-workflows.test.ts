import { expect, it } from 'vitest';
import { SettingsError } from './problem.ts';
import { readSettings } from './read.ts';

const enough = { NEW_URL: 'https://new.example.com', NEW_USERNAME: 'admin', NEW_PASSWORD: 'pass-word-1' };

function problemOf(more: Record<string, string>): string {
  try {
    readSettings({ ...enough, ...more });
  } catch (error) {
    if (error instanceof SettingsError)
      return error.problems.map((each) => `${each.variable} ${each.message}`).join('; ');
    throw error;
  }
  return '';
}

it('reads where notifications are waited for, also behind a proxy and on any free port', () => {
  expect(readSettings({ ...enough, WEBHOOK_LISTEN: '127.0.0.1:0' }).webhook).toEqual({
    listen: { host: '127.0.0.1', port: 0 },
  });
  const { webhook } = readSettings({
    ...enough,
    WEBHOOK_LISTEN: '[::]:8099',
    WEBHOOK_URL: 'https://hooks.example.com/verify',
  });
  expect(webhook?.listen).toEqual({ host: '::', port: 8099 });
  expect(webhook?.url?.href).toBe('https://hooks.example.com/verify/');
});

it.each([
  ['no port', { WEBHOOK_LISTEN: '127.0.0.1' }, /WEBHOOK_LISTEN is not host:port/],
  ['every address without a URL', { WEBHOOK_LISTEN: '0.0.0.0:80' }, /WEBHOOK_URL is not set.*cannot call/],
  ['a URL without a place', { WEBHOOK_URL: 'http://h/' }, /WEBHOOK_URL is set, but WEBHOOK_LISTEN is not/],
  [
    'half a tracker',
    { TRACKER_URL: 'https://jira.example.com' },
    /TRACKER_USERNAME is not set, but TRACKER_URL/,
  ],
  ['a password in the URL', { TRACKER_URL: 'https://u:hunter2-x@h' }, /holds a user name or password$/],
])('refuses %s', (_what, more, message) => {
  expect(problemOf(more)).toMatch(message);
  expect(problemOf(more)).not.toContain('hunter2-x');
});
