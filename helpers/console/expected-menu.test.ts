import { describe, expect, it } from 'vitest';
import { compareMenu, isKnownMenu, roleOf } from './expected-menu.ts';
import { loadConsoleMap } from './map-file.ts';
import { everybodys } from './menus.ts';

const map = loadConsoleMap();
const newer = map.menus('G3')?.organization ?? [];
const own = ['My account', 'Users', 'Teams', 'Projects'];
const all = [...own, 'Listeners', 'SMTP', 'SSL', 'Single sign-on'];
const others = ['Subscriptions', 'Workflow Connections', 'Retention'];
const missingOf = (names: string[], groups: string[] = ['Server settings']) =>
  compareMenu(newer, { names, groups }, 'superuser').missing;

describe('a menu of the settings', () => {
  it('is compared whatever the case of its entries', () => {
    const offered = { names: ['USERS', 'Billing'], groups: [] };
    expect(compareMenu(everybodys('Users', 'Teams'), offered, 'other')).toEqual({
      missing: ['Teams'],
      absent: [],
      extra: ['Billing'],
    });
  });

  it('is told from another list of links', () => {
    expect(isKnownMenu(map, 'organization', ['Users', 'teams', 'Billing'])).toBe(true);
    expect(isKnownMenu(map, 'organization', ['Triage', 'Explore', 'Debug', 'Users'])).toBe(false);
    expect(isKnownMenu(map, 'project', [])).toBe(false);
  });

  it.each([...own, 'Listeners', 'SMTP', 'SSL', 'Single sign-on'])('of a superuser must have %s', (name) => {
    expect(missingOf(all.filter((each) => each !== name))).toEqual([name]);
  });

  it('of a superuser has its server settings in whatever form, but has them', () => {
    const around = [...own, 'Single sign-on'];
    expect(missingOf(all, [])).toEqual([]);
    expect(missingOf([...around, 'Server settings'], [])).toEqual([]);
    expect(missingOf([...around, 'Mail', 'Certificates'])).toEqual([]);
    expect(missingOf(around, [])).toEqual(['Server settings']);
    expect(missingOf(around)).toEqual(['Server settings']);
  });

  it('lacks for others what is not for them, which is told', () => {
    const compared = (role: 'administrator' | 'other') =>
      compareMenu(newer, { names: own, groups: [] }, role);
    expect(compared('administrator').missing).toEqual(['Single sign-on']);
    expect(compared('other').missing).toEqual([]);
    expect(compared('other').absent).toEqual(['Server settings', 'Single sign-on', ...others]);
  });

  it('may lack what only some have, which is told', () => {
    expect(compareMenu(newer, { names: all, groups: [] }, 'superuser')).toEqual({
      missing: [],
      absent: others,
      extra: [],
    });
  });
});

describe('who is logged in', () => {
  it.each([
    [{ user: { superuser: true } }, 'superuser'],
    [{ role: 'admin', user: { superuser: false } }, 'administrator'],
    [{ user: { role: 'admin' } }, 'administrator'],
    [{ role: 'member', user: { superuser: false } }, 'other'],
    [{}, 'other'],
  ] as const)('%j is: %s', (document, expected) => {
    expect(roleOf(document)).toBe(expected);
  });
});
