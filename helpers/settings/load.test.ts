import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'dotenv';
import { afterEach, describe, expect, it } from 'vitest';
import { loadSettings } from './load.ts';
import { variables } from './variables.ts';

const folder = mkdtempSync(join(tmpdir(), 'settings-'));
const login = 'NEW_URL=https://new.example.com\nNEW_USERNAME=admin\nNEW_PASSWORD="p # w"\n';

afterEach(() => rmSync(join(folder, '.env'), { force: true }));

describe('loading settings', () => {
  it('reads .env, over which the environment wins', () => {
    writeFileSync(join(folder, '.env'), `${login}MIN_OPEN_FILES=5\nMAX_LOAD_PER_CORE=3\n`, { mode: 0o600 });
    const settings = loadSettings(folder, { MIN_OPEN_FILES: '7' });
    expect(settings.limits).toMatchObject({ minOpenFiles: 7, maxLoadPerCore: 3 });
    expect(settings.new.credentials).toEqual({ username: 'admin', password: 'p # w' });
  });

  it('reports a name in .env that is no setting together with all other problems', () => {
    writeFileSync(join(folder, '.env'), 'NEW_URL=nowhere\nMY_SETTING=1\n', { mode: 0o600 });
    expect(() => loadSettings(folder, {})).toThrow(
      /3 problems[\s\S]*MY_SETTING[\s\S]*NEW_URL[\s\S]*NEW_USERNAME/,
    );
  });

  it('lets an empty variable of the environment unset one of the file', () => {
    writeFileSync(join(folder, '.env'), `${login}MIN_OPEN_FILES=5\n`, { mode: 0o600 });
    expect(loadSettings(folder, { MIN_OPEN_FILES: '' }).limits.minOpenFiles).toBe(131_072);
  });

  it('reads another file, or none, where SETTINGS_FILE says so', () => {
    writeFileSync(join(folder, '.env'), 'NEW_URL=nowhere\n', { mode: 0o600 });
    writeFileSync(join(folder, 'other.env'), login, { mode: 0o600 });
    expect(loadSettings(folder, { SETTINGS_FILE: 'other.env' }).new.url.hostname).toBe('new.example.com');
    expect(() => loadSettings(folder, { SETTINGS_FILE: 'none' })).toThrow(/NEW_URL: is not set/);
    expect(() => loadSettings(folder, { SETTINGS_FILE: 'gone.env' })).toThrow(
      /SETTINGS_FILE: names .*gone\.env/,
    );
  });

  it('expands ~ in file names', () => {
    writeFileSync(join(folder, '.env'), `${login}NEW_CA_FILE=~/ca.pem\n`, { mode: 0o600 });
    expect(loadSettings(folder, {}).new.caFile).toMatch(/^\/.*\/ca\.pem$/);
  });
});

describe('.env.example', () => {
  const text = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
  const named = [...text.matchAll(/^#?\s?([A-Z][A-Z_]+)=/gm)].map(([, name]) => name);

  it('documents every setting, and nothing that is none', () => {
    expect([...new Set(named)].sort()).toEqual(Object.keys(variables).sort());
  });

  it('is refused as it stands, with the settings that must be filled in', () => {
    expect(Object.keys(parse(text)).filter((name) => parse(text)[name])).toEqual([]);
  });
});
