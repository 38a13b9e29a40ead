import { describe, expect, it } from 'vitest';
import { judgeLogin, ssoFindings } from './judge-login.ts';

const row = { username: 'Ada', email: 'ada@acme.example', role: 'member', method: 'password' };
const ada = { username: 'ada', password: 'x' };

describe('a login', () => {
  it.each([
    ['its own name and role', ada, { username: 'ada', role: 'member' }, row],
    ['a name and role in other letters', ada, { username: 'ADA', role: 'Member' }, row],
    [
      'the name behind an address',
      { ...ada, username: 'ada@acme.example' },
      { username: 'Ada', role: 'member' },
      row,
    ],
    ['the role of the account file', { ...ada, role: 'admin' }, { username: 'ada', role: 'admin' }, row],
  ])('is right with %s', (_what, account, result, known) => {
    const { said, expected, notes } = judgeLogin(account, result, known);
    expect(said).toBe(expected);
    expect(expected).toMatch(/^logged in as \S+ \((member|admin)\)$/);
    expect(notes).toEqual([]);
  });

  it.each([
    ['another role', ada, { username: 'ada', role: 'admin' }, /\(admin\)$/],
    ['another name', ada, { username: 'bela', role: 'member' }, /^logged in as bela \(member\)$/],
    ['a refusal', ada, { refused: 'no' }, /^refused$/],
    [
      'success where SSO is the only way',
      { username: 'ada', sso: true },
      { username: 'ada', role: 'member' },
      /^logged in/,
    ],
  ])('is wrong with %s', (_what, account, result, told) => {
    const { said, expected } = judgeLogin(account, result, row);
    expect(said).toMatch(told);
    expect(said).not.toBe(expected);
  });

  it.each([
    [
      'where the role is not known',
      { username: 'ada', role: 'member' },
      undefined,
      /which role ada should have is not known/,
    ],
    ['where the server tells no role', { username: 'ada' }, row, /does not tell with which role/],
    ['where the server tells no name', { role: 'member' }, row, /does not tell as whom/],
  ])('is compared without it %s, which is told', (_what, result, known, note) => {
    const { said, expected, notes } = judgeLogin(ada, result, known);
    expect(said).toBe(expected);
    expect(notes).toEqual([expect.stringMatching(note)]);
  });
});

it('an account of single sign-on has to be there, and to have no password', () => {
  const accounts = ['ada', 'gone', 'eva', 'old'].map((username) => ({ username, sso: true }));
  const rows = [row, { username: 'eva', method: 'saml' }, { username: 'old', method: 'saml', deleted: 1 }];
  expect(ssoFindings(accounts, rows)).toEqual([
    'ada: its method is "password", expected single sign-on',
    'gone: there is no such account',
    'old: there is no such account',
  ]);
});
