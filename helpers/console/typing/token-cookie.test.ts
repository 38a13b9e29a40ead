import { expect, it } from 'vitest';
import { tokenCookie } from './token-cookie.ts';

it('is sent to the host of the console alone, and by https alone where the console is https', () => {
  const of = (console: string) => tokenCookie(new URL(console), 'canary-token-4');
  expect(of('https://new.example.com:8443')).toEqual({
    name: 'token',
    value: 'canary-token-4',
    domain: 'new.example.com',
    path: '/',
    httpOnly: true,
    secure: true,
  });
  expect(of('http://127.0.0.1:8080')).toMatchObject({ domain: '127.0.0.1', secure: false });
});
