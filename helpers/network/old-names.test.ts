import { describe, expect, it } from 'vitest';
import { namesOldHost, oldNames } from './old-names.ts';

const old = {
  hosts: ['Old.Example', 'old.example:443', undefined, '127.0.0.1:22'],
  hostname: 'bt-old.internal',
  addresses: ['10.20.0.8', '172.17.0.1', '::1'],
};
const fresh = { hosts: ['new.example'], hostname: 'bt-new.internal', addresses: ['10.20.0.9', '172.17.0.1'] };

describe('the names of the old host', () => {
  it('are all of its names and addresses, without ports, without loopback, and without what both have', () => {
    expect(oldNames(old, fresh)).toMatchObject({
      names: ['old.example', 'bt-old.internal', 'bt-old', '10.20.0.8'],
      shared: ['172.17.0.1'],
    });
  });

  it('are only those of the machine where the DNS name was moved', () => {
    expect(oldNames(old, { ...fresh, hosts: ['old.example'] }).names).toEqual([
      'bt-old.internal',
      'bt-old',
      '10.20.0.8',
    ]);
  });

  it('are none where nothing tells the two apart', () => {
    expect(oldNames({ hosts: ['a.example'] }, { hosts: ['a.example:443'] }).names).toEqual([]);
  });
});

it.each([
  ['old.example', true],
  ['OLD.example.', true],
  ['acme.old.example', true],
  ['bold.example', false],
  ['old.example.com', false],
  ['old', false],
  ['bt-old', true],
  ['x.bt-old', false],
  ['10.20.0.8', true],
  ['10.20.0.80', false],
  ['new.example', false],
])('%s names the old host: %s', (name, expected) => {
  expect(namesOldHost(name, oldNames(old, fresh))).toBe(expected);
});

it('a name of the new host does not, also where it is below that of the old one', () => {
  const names = oldNames({ hosts: ['example.com'] }, { hosts: ['bt.example.com'] });
  expect(namesOldHost('bt.example.com', names)).toBe(false);
  expect(namesOldHost('acme.bt.example.com', names)).toBe(false);
  expect(namesOldHost('other.example.com', names)).toBe(true);
});

it('a name of the old host does, also where it is below that of the new one', () => {
  const names = oldNames({ hosts: ['old.bt.example.com'] }, { hosts: ['bt.example.com'] });
  expect(namesOldHost('old.bt.example.com', names)).toBe(true);
  expect(namesOldHost('acme.old.bt.example.com', names)).toBe(true);
  expect(namesOldHost('acme.bt.example.com', names)).toBe(false);
  expect(namesOldHost('bt.example.com', names)).toBe(false);
});
