import { expect, it } from 'vitest';
import { carries, parseMail } from './mail.ts';

const source = (lines: string[]) => Buffer.from(lines.join('\r\n'));

it('reads addresses in lower case, encoded subjects and multipart text', async () => {
  const mail = await parseMail(
    7,
    source([
      'From: =?utf-8?q?B=C3=BCro?= <Crash@Acme.Example>',
      'To: Ops <Ops@acme.example>, "Doe, Jane" <jane@acme.example>',
      'Cc: team@acme.example',
      'X-Original-To: ops+tag@acme.example',
      'Subject: =?utf-8?b?UmVwb3J0IMO8YmVy?= shop',
      'MIME-Version: 1.0',
      'Content-Type: multipart/alternative; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain; charset=utf-8',
      '',
      'plain words https://new.test/t',
      '--b',
      'Content-Type: text/html; charset=utf-8',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      '<a href=3D"https://new.test/h">words</a>',
      '--b--',
    ]),
    false,
  );
  expect(mail).toMatchObject({
    uid: 7,
    from: ['crash@acme.example'],
    recipients: ['ops@acme.example', 'jane@acme.example', 'team@acme.example'],
    deliveredTo: ['ops+tag@acme.example'],
    subject: 'Report über shop',
    links: ['https://new.test/h', 'https://new.test/t'],
  });
  expect(mail.text).toContain('plain words');
});

it('gives the text of a mail that has HTML only, also without any link', async () => {
  const mail = await parseMail(
    1,
    source(['Subject: s', 'Content-Type: text/html', '', '<p>only <b>mark-1</b></p>']),
    false,
  );
  expect(mail.links).toEqual([]);
  expect(carries(mail, 'MARK-1')).toBe(true);
  expect(carries(mail, 'mark-2')).toBe(false);
});

it('makes something of what is no mail', async () => {
  expect(await parseMail(1, Buffer.from([0, 255, 13, 10]), true)).toMatchObject({
    recipients: [],
    links: [],
    cut: true,
  });
});
