import { describe, expect, it } from 'vitest';
import { SettingsError } from './problem.ts';
import { readCaptureSettings, readSettings } from './read.ts';

const enough = { NEW_URL: 'https://new.example.com', NEW_USERNAME: 'admin', NEW_PASSWORD: 'pass-word-1' };
const old = { OLD_URL: 'https://old.example.com', OLD_TOKEN: 't0ken-value' };
const tracker = { TRACKER_URL: 'https://jira.example.com', TRACKER_USERNAME: 'a', TRACKER_PASSWORD: 'bbbb' };

function problemsOf(read: () => unknown): string[] {
  try {
    read();
  } catch (error) {
    if (error instanceof SettingsError)
      return error.problems.map(({ variable, message }) => `${variable} ${message}`);
    throw error;
  }
  return [];
}
const problems = (more: Record<string, string>, inFile?: string[]) =>
  problemsOf(() => readSettings({ ...enough, ...more }, inFile));

describe('plain http', () => {
  it.each([
    ['NEW_URL', { NEW_URL: 'http://new.example.com' }],
    ['NEW_URL', { NEW_URL: 'http://10.0.0.8:8080' }],
    ['NEW_URL', { NEW_URL: 'http://localhost', NEW_ADDRESS: '192.0.2.10' }],
    ['OLD_URL', { ...old, OLD_URL: 'http://old.example.com' }],
    ['TRACKER_URL', { ...tracker, TRACKER_URL: 'http://jira.example.com/jira' }],
  ])('is refused for %s (%j)', (variable, more) => {
    expect(problems(more)).toEqual([expect.stringMatching(`^${variable} is plain http: .*ALLOW_PLAIN_HTTP`)]);
    expect(problems({ ...more, ALLOW_PLAIN_HTTP: 'yes' })).toEqual([]);
    expect(readSettings({ ...enough, ...more, ALLOW_PLAIN_HTTP: 'yes' }).plainHttp).toEqual([variable]);
  });

  it.each([
    { NEW_URL: 'http://localhost:8080' },
    { NEW_URL: 'http://127.0.0.1' },
    { NEW_URL: 'http://[::1]:8080' },
    { NEW_URL: 'http://new.example.com', NEW_ADDRESS: '127.0.0.1' },
    { ...tracker, TRACKER_URL: 'http://127.0.0.1:8080' },
  ] as Record<string, string>[])('never leaves this machine with %j', (more) => {
    expect(problems(more)).toEqual([]);
    expect(readSettings({ ...enough, ...more }).plainHttp).toEqual([]);
  });

  it('is refused for a capture, whatever the new side is', () => {
    const read = (more: object) => problemsOf(() => readCaptureSettings({ ...old, ...more }));
    expect(read({ OLD_URL: 'http://old.example.com' })).toEqual([expect.stringMatching('^OLD_URL is plain')]);
    expect(read({ NEW_URL: 'http://new.example.com' })).toEqual([]);
  });

  it.each(['true', '1'])('is not allowed by ALLOW_PLAIN_HTTP=%s', (ALLOW_PLAIN_HTTP) => {
    expect(problems({ ALLOW_PLAIN_HTTP })).toEqual([
      expect.stringMatching(/^ALLOW_PLAIN_HTTP is neither yes nor no/),
    ]);
  });

  it('is not allowed by ALLOW_PLAIN_HTTP=no', () => {
    const more = { NEW_URL: 'http://new.example.com', ALLOW_PLAIN_HTTP: 'no' };
    expect(problems(more)).toEqual([expect.stringMatching(/^NEW_URL is plain http/)]);
  });
});

describe('NODE_TLS_REJECT_UNAUTHORIZED=0', () => {
  const refused = [
    expect.stringMatching(/^NODE_TLS_REJECT_UNAUTHORIZED is 0, .*unset it.*NEW_CA_FILE.*TRACKER_CA_FILE/),
  ];

  it('is refused, in the environment and in a settings file', () => {
    expect(problems({ NODE_TLS_REJECT_UNAUTHORIZED: '0' })).toEqual(refused);
    expect(problems({ NODE_TLS_REJECT_UNAUTHORIZED: '0' }, ['NODE_TLS_REJECT_UNAUTHORIZED'])).toEqual(
      refused,
    );
    const capture = () => readCaptureSettings({ ...old, NODE_TLS_REJECT_UNAUTHORIZED: '0' });
    expect(problemsOf(capture)).toEqual(refused);
  });

  it('leaves the checks on with any other value', () => {
    expect(problems({ NODE_TLS_REJECT_UNAUTHORIZED: '1' })).toEqual([]);
    expect(problems({ NODE_TLS_REJECT_UNAUTHORIZED: '' })).toEqual([]);
  });
});

describe('SERVICE_HOSTS', () => {
  it('are hosts, with a port or without, for both servers', () => {
    const list = 'Workflows.example.com, links.example.com:8443 [2001:db8::1]:443';
    const settings = readSettings({ ...enough, ...old, SERVICE_HOSTS: list });
    const hosts = [
      { host: 'workflows.example.com' },
      { host: 'links.example.com', port: 8443 },
      { host: '[2001:db8::1]', port: 443 },
    ];
    expect(settings.new.serviceHosts).toEqual(hosts);
    expect(settings.old?.serviceHosts).toEqual(hosts);
  });

  it.each([
    'https://w.example.com',
    'w.example.com/api',
    '*.example.com',
    'u@w.example.com',
    'w.example.com:0',
    'w:70000',
  ])('are not %s', (SERVICE_HOSTS) => {
    expect(problems({ SERVICE_HOSTS })).toEqual([
      expect.stringMatching(/^SERVICE_HOSTS is not host or host:port/),
    ]);
  });

  it('are not the old server, unless that has the name of the new one', () => {
    expect(problems({ ...old, SERVICE_HOSTS: 'old.example.com:8443' })).toEqual([
      expect.stringMatching(/^SERVICE_HOSTS lists old\.example\.com, the host of OLD_URL/),
    ]);
    const sameName = {
      OLD_URL: 'https://new.example.com',
      OLD_ADDRESS: '192.0.2.8',
      OLD_TOKEN: 't0ken-value',
    };
    expect(problems({ ...sameName, SERVICE_HOSTS: 'new.example.com' })).toEqual([]);
  });
});

it('TRACKER_CA_FILE belongs to a tracker', () => {
  expect(readSettings({ ...enough, ...tracker, TRACKER_CA_FILE: '/ca.pem' }).tracker?.caFile).toBe('/ca.pem');
  expect(problems({ TRACKER_CA_FILE: '/ca.pem' })).toEqual([
    'TRACKER_CA_FILE is set, but TRACKER_URL is not',
  ]);
});
