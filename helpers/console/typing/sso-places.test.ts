import { describe, expect, it } from 'vitest';
import { SsoPlaces } from './sso-places.ts';

const home = 'https://new.example.com';
const idp = new URL('https://login.example.com/sign-in');
const url = (text: string) => new URL(text);

describe('the places of a login through an identity provider', () => {
  it.each(['http://login.example.com/sign-in', 'http://192.0.2.7/', 'http://localhost.example.com/'])(
    'are not plain http: %s',
    (address) => {
      const places = new SsoPlaces(home, []);
      expect(places.page(url(address))).toMatch(/which is not https/);
      expect(places.request(url(address))).toMatch(/is not https/);
    },
  );

  it.each([
    'https://login.example.com/',
    'http://127.0.0.1:8080/',
    'http://localhost/',
    'http://[::1]:8080/',
  ])('are https, or on this machine: %s', (address) =>
    expect(new SsoPlaces(home, []).page(url(address))).toBeUndefined(),
  );

  it('are those of SSO_HOSTS, with their ports, where it is set', () => {
    const places = new SsoPlaces(home, [], { hosts: ['login.example.com', 'adfs.example.com:8443'] });
    expect(places.page(idp)).toBeUndefined();
    expect(places.page(url('https://adfs.example.com:8443/'))).toBeUndefined();
    expect(places.form(url('https://adfs.example.com:8443/'), idp)).toBeUndefined();
    for (const other of [
      'https://adfs.example.com/',
      'https://login.example.com:444/',
      'https://evil.example.com/',
    ]) {
      expect(places.page(url(other))).toMatch(/which is not among SSO_HOSTS \(login\.example\.com, adfs/);
      expect(places.form(url(other), idp)).toMatch(/not among SSO_HOSTS/);
      expect(places.request(url(other))).toMatch(/not among SSO_HOSTS/);
    }
    expect(places.page(url('http://login.example.com/'))).toMatch(/not https/);
  });

  it('are never the old server, though it is https', () => {
    const places = new SsoPlaces(home, [], { never: ['https://old.example.com'] });
    expect(places.page(url('https://old.example.com/login'))).toMatch(/which is the old server/);
    expect(places.request(url('https://old.example.com/login'))).toMatch(/is the old server/);
  });

  it('have forms that are sent to their own origin or the console', () => {
    const places = new SsoPlaces(home, []);
    expect(places.form(url('https://login.example.com/next'), idp)).toBeUndefined();
    expect(places.form(url(`${home}/callback`), idp)).toBeUndefined();
    expect(places.form(url('https://other.example.com/'), idp)).toMatch(
      /sent to https:\/\/other\.example\.com/,
    );
    expect(places.form(url('http://login.example.com/next'), idp)).toMatch(/sent to http:\/\/login/);
  });

  it('are, once the password was typed, no others than those that were seen before', () => {
    const places = new SsoPlaces(home, []);
    const broker = url('https://broker.example.com/');
    const stranger = url('https://stranger.example.com/');
    places.visited(broker);
    places.visited(url('http://plain.example.com/'));
    expect(places.request(stranger)).toBeUndefined();
    places.visited(idp);
    places.seal();
    places.typed(idp);
    places.visited(stranger);
    for (const seen of [broker, idp, url(`${home}/callback`)]) expect(places.request(seen)).toBeUndefined();
    expect(places.request(stranger)).toMatch(/neither the console's nor the identity provider's/);
    expect(places.request(url('http://plain.example.com/'))).toMatch(/not https/);
    expect(places.typedAt).toEqual([idp.origin]);
  });
});
