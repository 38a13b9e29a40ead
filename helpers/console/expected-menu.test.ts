import { describe, expect, it } from 'vitest';
import { compareMenu, isKnownMenu } from './expected-menu.ts';
import { loadConsoleMap } from './map-file.ts';

describe('a menu of the settings', () => {
  it('is compared whatever the case of its entries', () => {
    expect(compareMenu(['Users', 'Teams'], ['USERS', 'Billing'])).toEqual({
      missing: ['Teams'],
      extra: ['Billing'],
    });
  });

  it('is told from another list of links', () => {
    const map = loadConsoleMap();
    expect(isKnownMenu(map, 'organization', ['Users', 'teams', 'Billing'])).toBe(true);
    expect(isKnownMenu(map, 'organization', ['Triage', 'Explore', 'Debug', 'Users'])).toBe(false);
    expect(isKnownMenu(map, 'project', [])).toBe(false);
  });
});
