import { describe, expect, it } from 'vitest';
import { mayWrite, projectFolders } from './storage-access.ts';

const folder = (owner: string, group: string, mode: string) =>
  ({ path: '/var/coronerd', kind: 'directory', owner, group, mode }) as const;

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

  it('may always be written by root', () => {
    expect(mayWrite(folder('nobody', 'nogroup', '000'), 'root')).toBe('yes');
  });
});

describe('folders of projects', () => {
  const entries = [
    '/var/coronerd/acme',
    '/var/coronerd/acme/shop app',
    '/var/coronerd/acme/7',
    '/elsewhere/acme/web',
  ].map((path) => ({ kind: 'directory' as const, owner: 'coronerd', path }));

  it('are found by name or number, below the storage path only', () => {
    const projects = [
      { name: 'shop app', pid: 1 },
      { name: 'by number', pid: 7 },
      { name: 'web', pid: 3 },
    ];
    expect(projectFolders('/var/coronerd', entries, projects).map(({ name }) => name)).toEqual([
      'shop app',
      'by number',
    ]);
  });
});
