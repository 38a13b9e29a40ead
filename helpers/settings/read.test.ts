import { describe, expect, it } from 'vitest';
import { SettingsError } from './problem.ts';
import { type Environment, readCaptureSettings, readSettings } from './read.ts';

const enough = { NEW_URL: 'https://new.example.com', NEW_USERNAME: 'admin', NEW_PASSWORD: 'pass-word-1' };

function problemsOf(environment: Environment, inFile?: string[]): Record<string, string> {
  try {
    readSettings(environment, inFile);
  } catch (error) {
    if (error instanceof SettingsError) {
      return Object.fromEntries(error.problems.map(({ variable, message }) => [variable, message]));
    }
    throw error;
  }
  return {};
}

describe('settings', () => {
  it('need a URL and a login, the rest has defaults', () => {
    const settings = readSettings(enough);
    expect(settings.new.url.href).toBe('https://new.example.com/');
    expect(settings.new.credentials).toEqual({ username: 'admin', password: 'pass-word-1' });
    expect(settings.limits.minOpenFiles).toBe(131_072);
    expect(settings.allow).toEqual([]);
    expect(settings.old).toBeUndefined();
  });

  it('are frozen all the way down', () => {
    const settings = readSettings({ ...enough, ALLOW: 'submit' });
    expect(Object.isFrozen(settings.limits)).toBe(true);
    expect(Object.isFrozen(settings.allow)).toBe(true);
  });

  it('treat empty text as not set', () => {
    expect(readSettings({ ...enough, OLD_URL: '', CUTOFF: '  ' }).cutoff).toBeUndefined();
  });

  it('report every problem at once, with an example', () => {
    const environment = {
      NEW_URL: 'new.example.com',
      NEW_SSH: 'nobody',
      CUTOFF: 'yesterday',
      MIN_OPEN_FILES: '-1',
    };
    expect(Object.keys(problemsOf(environment)).sort()).toEqual([
      'CUTOFF',
      'MIN_OPEN_FILES',
      'NEW_SSH',
      'NEW_URL',
      'NEW_USERNAME',
    ]);
    expect(() => readSettings(environment)).toThrow('for example CUTOFF=2026-11-20T22:00:00Z');
  });

  it('name the two ways on when there are none', () => {
    expect(() => readSettings({})).toThrow(
      /NEW_URL: is not set[\s\S]*cp \.env\.example \.env[\s\S]*npm run demo/,
    );
  });

  it.each([
    ['a path in the URL', { NEW_URL: 'https://new.example.com/p/x' }, 'NEW_URL', /path/],
    [
      'a password in the URL',
      { NEW_URL: 'https://admin:s3cret-x@new.example.com' },
      'NEW_URL',
      /user name or password/,
    ],
    ['another scheme', { NEW_URL: 'ftp://new.example.com' }, 'NEW_URL', /not an http/],
    ['an unknown effect', { ALLOW: 'submit, reboot' }, 'ALLOW', /knows no "reboot".*restart/],
    ['an address that is a name', { NEW_ADDRESS: 'new.example.com' }, 'NEW_ADDRESS', /not an IP address/],
    ['a time without a zone', { CUTOFF: '2026-11-20T22:00:00' }, 'CUTOFF', /time zone/],
    ['a port beyond 65535', { NEW_SSH: 'ops@host:70000' }, 'NEW_SSH', /not user@host/],
    ['a fingerprint of another kind', { NEW_SSH_HOST_KEY: 'MD5:00:11' }, 'NEW_SSH_HOST_KEY', /SHA256/],
    ['a percentage above 100', { MAX_DISK_USED_PERCENT: '101' }, 'MAX_DISK_USED_PERCENT', /at most 100/],
    ['a waiver without a reason', { WAIVERS: 'beyond.kernel' }, 'WAIVERS', /beyond\.kernel/],
    [
      'an old server and a baseline',
      { OLD_URL: 'https://old.example.com', OLD_BASELINE: 'b.json' },
      'OLD_BASELINE',
      /contradicts OLD_URL/,
    ],
    ['a token and a password', { NEW_TOKEN: 't0ken-value' }, 'NEW_TOKEN', /contradicts/],
    ['an old server without a login', { OLD_URL: 'https://old.example.com' }, 'OLD_USERNAME', /login needs/],
    ['a login without its old server', { OLD_USERNAME: 'admin' }, 'OLD_USERNAME', /OLD_URL is not/],
    [
      'a login beside a baseline',
      { OLD_BASELINE: 'b.json', OLD_TOKEN: 't0ken-value' },
      'OLD_TOKEN',
      /contradicts OLD_BASELINE/,
    ],
    ['a host key without its host', { NEW_SSH_KEY_FILE: '/k' }, 'NEW_SSH_KEY_FILE', /NEW_SSH is not/],
    ['a misspelt name', { NEW_PASWORD: 'x' }, 'NEW_PASWORD', /did you mean NEW_PASSWORD/],
  ])('refuse %s', (_what, extra, variable, message) => {
    expect(problemsOf({ ...enough, ...extra })[variable]).toMatch(message);
  });

  const login = { OLD_USERNAME: 'admin', OLD_PASSWORD: 'pass-word-2' };
  const sameName = { ...enough, ...login, OLD_URL: 'https://NEW.example.com:443/' };

  it.each([
    ['its name', {}],
    ['its name and address', { NEW_ADDRESS: '192.0.2.10', OLD_ADDRESS: '192.0.2.10' }],
    ['another spelling of its address', { NEW_ADDRESS: '2001:db8::a', OLD_ADDRESS: '2001:DB8:0::A' }],
  ])('refuse an old server that is the new one by %s', (_what, addresses) => {
    expect(problemsOf({ ...sameName, ...addresses }).OLD_URL).toMatch(/same server as NEW_URL.*OLD_ADDRESS/);
  });

  it.each([
    ['another address', { ...sameName, NEW_ADDRESS: '192.0.2.10' }],
    ['two addresses', { ...sameName, NEW_ADDRESS: '192.0.2.10', OLD_ADDRESS: '192.0.2.8' }],
    ['another port', { ...sameName, OLD_URL: 'https://new.example.com:8443' }],
    [
      'another name at one address',
      {
        ...sameName,
        OLD_URL: 'https://old.example.com',
        NEW_ADDRESS: '192.0.2.10',
        OLD_ADDRESS: '192.0.2.10',
      },
    ],
  ])('take an old server with %s', (_what, environment) => {
    expect(problemsOf(environment)).toEqual({});
  });

  it('take a baseline of a server with the same name', () => {
    expect(problemsOf({ ...enough, OLD_BASELINE: 'b.json' })).toEqual({});
  });

  it('refuse any unknown name in a settings file, and leave the rest of the environment alone', () => {
    expect(problemsOf({ ...enough, FAVOURITE: 'blue' }, ['FAVOURITE'])).toHaveProperty('FAVOURITE');
    expect(problemsOf({ ...enough, NEW_RELIC_APP_NAME: 'ci', FAVOURITE: 'blue' })).toEqual({});
  });

  it('never show a secret value', () => {
    const secret = 'hunter2-and-more';
    const messages = JSON.stringify(
      problemsOf({
        NEW_URL: `https://u:${secret}@h`,
        NEW_TOKEN: secret,
        NEW_PASSWORD: secret,
        OLD_PASSWORD: secret,
      }),
    );
    expect(messages).toContain('NEW_URL');
    expect(messages).not.toContain(secret);
  });

  it('read an SSH target with port, and IPv6 in brackets', () => {
    expect(readSettings({ ...enough, NEW_SSH: 'ops@[2001:db8::1]:2222' }).new.ssh).toEqual({
      user: 'ops',
      host: '2001:db8::1',
      port: 2222,
    });
    expect(readSettings({ ...enough, NEW_SSH: 'ops@new.example.com' }).new.ssh?.port).toBe(22);
  });

  it('for a capture need only the old server', () => {
    const old = { OLD_URL: 'https://old.example.com', OLD_TOKEN: 't0ken-value' };
    expect(readCaptureSettings(old).old).toMatchObject({
      side: 'old',
      credentials: { token: 't0ken-value' },
    });
    expect(() => readCaptureSettings(enough)).toThrow(/OLD_URL: is not set/);
  });

  it('verify one universe on both sides, unless it has another name on the old one', () => {
    const old = { ...enough, ...login, OLD_URL: 'https://old.example.com', NEW_UNIVERSE: 'acme' };
    expect(readSettings(old).old?.universe).toBe('acme');
    expect(readSettings({ ...old, OLD_UNIVERSE: 'acme-inc' }).old?.universe).toBe('acme-inc');
    const captured = { ...enough, OLD_BASELINE: 'b.json', NEW_UNIVERSE: 'acme' };
    expect(readSettings(captured).baselineUniverse).toBe('acme');
    expect(readSettings({ ...captured, OLD_UNIVERSE: 'acme-inc' }).baselineUniverse).toBe('acme-inc');
    expect(problemsOf({ ...enough, OLD_UNIVERSE: 'acme' }).OLD_UNIVERSE).toMatch(/OLD_URL is not/);
    const { NEW_UNIVERSE: _, ...all } = old;
    expect(readSettings(all).old).not.toHaveProperty('universe');
  });

  it('read the probe project with and without its universe', () => {
    expect(readSettings({ ...enough, PROBE_PROJECT: 'acme/probe' }).probeProject).toEqual({
      universe: 'acme',
      name: 'probe',
    });
    expect(readSettings({ ...enough, PROBE_PROJECT: 'probe' }).probeProject).toEqual({ name: 'probe' });
  });
});
