import { expect, it } from 'vitest';
import { SettingsError } from './problem.ts';
import { type Environment, readSettings } from './read.ts';

const login = { NEW_URL: 'https://new.example.com', NEW_USERNAME: 'admin', NEW_PASSWORD: 'pass-word-1' };
const mail = {
  MAIL_TO: 'ops@acme.example',
  MAIL_IMAP: 'imaps://mail.acme.example',
  MAIL_USERNAME: 'ops',
  MAIL_PASSWORD: 'hunter2-word',
};

function problems(extra: Environment): Record<string, string> {
  try {
    readSettings({ ...login, ...extra });
    return {};
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return Object.fromEntries(error.problems.map(({ variable, message }) => [variable, message]));
  }
}

it('is read with defaults, TLS from the first byte or STARTTLS', () => {
  expect(readSettings({ ...login, ...mail }).mail).toEqual({
    to: 'ops@acme.example',
    host: 'mail.acme.example',
    port: 993,
    secure: true,
    username: 'ops',
    password: 'hunter2-word',
    folder: 'INBOX',
    seconds: 60,
  });
  const other = { ...mail, MAIL_IMAP: 'imap://[2001:db8::1]:1143', MAIL_FOLDER: 'Tests', MAIL_SECONDS: '9' };
  expect(readSettings({ ...login, ...other }).mail).toMatchObject({
    host: '2001:db8::1',
    port: 1143,
    secure: false,
    folder: 'Tests',
    seconds: 9,
  });
  expect(readSettings(login).mail).toBeUndefined();
});

it('is refused where it is not whole', () => {
  expect(problems({ MAIL_TO: mail.MAIL_TO })).toMatchObject({
    MAIL_IMAP: expect.stringContaining('MAIL_TO is'),
    MAIL_USERNAME: expect.anything(),
    MAIL_PASSWORD: expect.anything(),
  });
  expect(Object.keys(problems({ MAIL_FOLDER: 'Tests' }))).toContain('MAIL_TO');
});

it.each([
  ['two addresses', 'MAIL_TO', 'a@b.example,c@d.example', /one plain e-mail address/],
  ['an address with a name', 'MAIL_TO', 'Ops <ops@acme.example>', /one plain e-mail address/],
  ['another protocol', 'MAIL_IMAP', 'https://mail.acme.example', /not imaps:/],
  ['a password in the URL', 'MAIL_IMAP', 'imaps://ops:hunter2-word@mail.acme.example', /MAIL_PASSWORD/],
  ['a folder in the URL', 'MAIL_IMAP', 'imaps://mail.acme.example/INBOX', /MAIL_FOLDER/],
])('refuses %s', (_what, variable, value, said) => {
  const found = problems({ ...mail, [variable]: value });
  expect(found[variable]).toMatch(said);
  expect(JSON.stringify(found)).not.toContain('hunter2');
});
