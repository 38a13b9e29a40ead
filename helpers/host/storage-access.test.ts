import { describe, expect, it } from 'vitest';
import { mayWrite, projectFolders } from './storage-access.ts';

const folder = (owner: string, group: string, mode: string) =>
  ({ path: '/var/coronerd', kind: 'directory', owner, group, mode, gid: 27 }) as const;

describe('a storage folder', () => {
  it.each([
    ['its owner', folder('coronerd', 'coronerd', '750'), 'yes'],
    ['its owner without the write bit', folder('coronerd', 'coronerd', '550'), 'no'],
    ['its group', folder('root', 'coronerd', '775'), 'yes'],
    ['its group without the write bit', folder('root', 'coronerd', '755'), 'no'],
    ['everybody', folder('root', 'root', '1777'), 'yes'],
    ['nobody else', folder('root', 'root', '755'), 'no'],
    ['perhaps, by another group', folder('root', 'backtrace', '2775'), 'by its group'],
  ])('may be written by %s', (_who, given, writable) => {
    expect(mayWrite(given, 'coronerd')).toBe(writable);
  });

  it.each([
    ['the group that decides', '775', [997, 27], 'yes'],
    ['another group than that which decides', '775', [997], 'no'],
    ['a group that may not, where others may', '757', [27], 'no'],
    ['no group that matters, where others may', '757', [997], 'yes'],
  ] as const)('is judged by groups that are known: a user of %s', (_who, mode, groups, writable) => {
    expect(mayWrite(folder('root', 'backtrace', mode), 'coronerd', groups)).toBe(writable);
  });

  it('may always be written by root', () => {
    expect(mayWrite(folder('nobody', 'nogroup', '000'), 'root')).toBe('yes');
  });
});

describe('folders of projects', () => {
  const folders = (...paths: string[]) =>
    paths.map((path) => ({ kind: 'directory' as const, owner: 'coronerd', path }));
  const found = (entries: ReturnType<typeof folders>, projects: Parameters<typeof projectFolders>[2]) =>
    projectFolders('/var/coronerd', entries, projects).held.map(
      ({ universe, name }) => `${universe}/${name}`,
    );

  it('are found by name or number in the folder of their universe, below the storage path only', () => {
    const entries = folders(
      '/var/coronerd/acme',
      '/var/coronerd/acme/shop app',
      '/var/coronerd/acme/7',
      '/var/coronerd/other',
      '/elsewhere/acme/web',
    );
    const projects = [
      { universe: 'acme', name: 'shop app', pid: 1 },
      { universe: 'acme', name: 'by number', pid: 7 },
      { universe: 'acme', name: 'web', pid: 3 },
      { universe: 'other', name: 'shop app', pid: 4 },
    ];
    expect(found(entries, projects)).toEqual(['acme/shop app', 'acme/by number']);
  });

  it('are found anywhere where there is no folder of the universe', () => {
    const entries = folders('/var/coronerd/data/shop', '/var/coronerd/data/9');
    const projects = [
      { universe: 'acme', name: 'shop', pid: 1 },
      { universe: 'acme', name: 'by number', pid: 9 },
      { universe: 'acme', name: 'gone', pid: 3 },
    ];
    expect(found(entries, projects)).toEqual(['acme/shop', 'acme/by number']);
  });

  it('tells the folders that no project explains, which may be of renamed ones', () => {
    const entries = folders(
      '/var/coronerd/acme',
      '/var/coronerd/acme/shop',
      '/var/coronerd/acme/shop/_objects',
      '/var/coronerd/acme/before',
      '/var/coronerd/lost+found',
    );
    const projects = [
      { universe: 'acme', name: 'shop', pid: 1 },
      { universe: 'acme', name: 'after', pid: 2 },
    ];
    expect(projectFolders('/var/coronerd', entries, projects).strangers).toEqual(['acme/before']);
  });
});
