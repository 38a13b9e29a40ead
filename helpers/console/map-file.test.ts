import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SettingsError } from '../settings/problem.ts';
import { labels } from './map.ts';
import { loadConsoleMap } from './map-file.ts';
import { named } from './spelling.ts';

function written(content: unknown): string {
  const file = join(mkdtempSync(join(tmpdir(), 'map-')), 'map.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

function problemsOf(content: unknown): string {
  try {
    loadConsoleMap(written(content));
  } catch (error) {
    if (error instanceof SettingsError) return error.problems.map(({ message }) => message).join('\n');
    throw error;
  }
  return '';
}

describe('the map of the console', () => {
  it.each([
    ['login.sso', 'Login via SSO', true],
    ['login.sso', 'LOG IN WITH SINGLE SIGN-ON', true],
    ['login.sso', 'Login', false],
    ['menu.organization-settings', 'Organisation settings', true],
    ['menu.project-settings', 'project settings & docs', true],
    ['menu.about', 'Read about pricing', false],
    ['login.submit', 'Log in', true],
    ['login.submit', 'Login via SSO', false],
    ['login.username', 'Username *', true],
  ] as const)('%s: "%s" is one: %s', (label, text, expected) => {
    expect(loadConsoleMap().label(label).test(text)).toBe(expected);
  });

  it('says of every label where it is from', () => {
    for (const [label, { source, spellings }] of Object.entries(labels)) {
      expect(source.length, label).toBeGreaterThan(5);
      expect(() => named(spellings), label).not.toThrow();
    }
  });

  it('puts a project into a path as a path wants it', () => {
    expect(loadConsoleMap().route('triage', "O'Brien's tools/ü")).toBe(
      "/p/O'Brien's%20tools%2F%C3%BC/triage?time=all",
    );
  });

  it('is corrected by a file, and keeps the rest', () => {
    const map = loadConsoleMap(
      written({
        labels: { 'login.username': ['Benutzer'] },
        routes: { triage: '/x/{project}' },
        menus: { project: ['Overview'] },
      }),
    );
    expect(map.label('login.username').test('Username')).toBe(false);
    expect(map.label('login.username').test('benutzer')).toBe(true);
    expect(map.label('login.password').test('Password')).toBe(true);
    expect(map.route('triage', 'shop')).toBe('/x/shop');
    expect(map.menus('G3')?.project).toEqual([{ name: 'Overview', to: 'everybody' }]);
    expect(map.menus('G3')?.organization).toContainEqual({ name: 'Users', to: 'everybody' });
    expect(loadConsoleMap().menus(undefined)).toBeUndefined();
  });

  it.each([
    ['a label that does not exist', { labels: { 'menu.abuot': ['x'] } }, /did you mean menu\.about\?/],
    ['a route that does not exist', { routes: { triagge: '/x' } }, /did you mean triage\?/],
    ['a label without spelling', { labels: { 'menu.about': [] } }, /labels > menu\.about has no spelling/],
    ['a wrong expression', { labels: { 'menu.about': ['/(/'] } }, /menu\.about > 0 is not a regular/],
    ['a path without slash', { routes: { triage: 'p/{project}' } }, /routes > triage is not a path/],
    [
      'an entry that does not exist',
      { lables: { 'menu.about': ['x'] } },
      /has no "lables"; did you mean labels\?/,
    ],
    ['a triage route of no project', { routes: { triage: '/triage' } }, /routes > triage .*\{project\}/],
    ['text that is no JSON', '{', /no readable JSON file/],
  ])('refuses %s', (_what, content, expected) => {
    expect(problemsOf(content)).toMatch(expected);
  });
});
