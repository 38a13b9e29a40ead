import { describe, expect, it } from 'vitest';
import { sameServer } from './same-server.ts';

const one = { bootId: '11111111-1111-1111-1111-111111111111', hostname: 'one.example.com' };
const two = { bootId: '22222222-2222-2222-2222-222222222222', hostname: 'one.example.com' };
const at = (origin: string, reached?: string, machine?: typeof one) => ({ origin, reached, machine });
const [a, b] = ['https://a.example.com', 'https://b.example.com'];
const [here, there] = ['192.0.2.8 port 443', '192.0.2.9 port 443'];

describe('old and new are one server', () => {
  it.each([
    ['one name led to one address', at(a, here), at(a, here)],
    ['one name led to one address, and one machine is not known', at(a, here, one), at(a, here)],
    ['one name led to one address, whatever OLD_SSH leads to', at(a, here, one), at(a, here, two)],
    ['both hosts are one machine', at(a, here, one), at(b, there, { ...one })],
  ])('where %s', (_why, old, fresh) => {
    expect(sameServer(old, fresh).same).toBeTypeOf('string');
  });
});

describe('old and new may be two servers', () => {
  it.each([
    ['one name led to two addresses', at(a, here), at(a, there)],
    ['two names led to two addresses', at(a, here), at(b, there)],
    ['an address is not known', at(a), at(a)],
    ['a machine was cloned, name and all', at(a, here, one), at(a, there, two)],
    ['they are containers of one machine', at(a, here, one), at(a, there, { ...one, hostname: 'two' })],
  ])('where %s', (_why, old, fresh) => {
    expect(sameServer(old, fresh)).toEqual({});
  });

  it('where two names led to one address, which is said', () => {
    const found = sameServer(at(a, here, one), at(b, here, two));
    expect(found.doubt).toMatch(/both lead to 192\.0\.2\.8 port 443.*OLD_ADDRESS/);
    expect(found.same).toBeUndefined();
  });
});
