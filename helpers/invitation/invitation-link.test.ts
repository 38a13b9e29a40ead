import { describe, expect, it } from 'vitest';
import { invitationLink, leavesHttps, secretsIn } from './invitation-link.ts';

const isOwn = ({ hostname }: URL) => hostname === 'new.example.com';
const secret = '4f1d9ab03c6e48d7';

describe('the link of an invitation', () => {
  it.each([
    `https://new.example.com/signup?token=${secret}`,
    `https://new.example.com/invite/${secret}`,
    `https://new.example.com/#/signup/${secret}`,
  ])('is the one with a secret: %s', (link) => {
    const links = ['not a link', 'https://new.example.com/', `https://docs.example.com/${secret}`, link];

    expect(invitationLink(links, isOwn)?.href).toBe(link);
    expect(secretsIn(new URL(link))).toEqual([secret]);
  });

  it('is the first of the new server where none has a secret, and none where all lead elsewhere', () => {
    expect(invitationLink(['https://new.example.com/welcome'], isOwn)?.pathname).toBe('/welcome');
    expect(invitationLink([`https://old.example.com/signup?token=${secret}`], isOwn)).toBeUndefined();
  });

  it('is followed without a user name and password in it', () => {
    const links = [`https://ada:hunter2@new.example.com/signup?token=${secret}`];
    expect(invitationLink(links, isOwn)?.href).toBe(`https://new.example.com/signup?token=${secret}`);
  });
});

describe('the link of an invitation on plain http', () => {
  const [secure, plain] = [new URL('https://new.example.com/'), new URL('http://new.example.com/signup')];

  it('is not opened where the console is https', () => {
    expect(leavesHttps(plain, secure)).toMatch(/plain http \(new\.example\.com\).*not opened/);
  });

  it.each([
    [new URL('/signup', secure), secure],
    [plain, new URL('http://new.example.com/')],
  ])('is opened otherwise: %s on %s', (link, console) => {
    expect(leavesHttps(link, console)).toBeUndefined();
  });
});
