import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { authority } from '../coronerd/testing/certificates.ts';
import { Unanswered } from '../unanswered.ts';
import { type Owned, provenAmong, UnprovenChange } from '../undo/owned.ts';
import { ownMail } from '../undo/ownership/mails.ts';
import type { Mail } from './mail.ts';
import { Mailbox } from './mailbox.ts';
import { mail, startImap, type TestImap } from './testing/imap-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'mailbox-'));
let certificate: { cert: string; key: string; caFile: string };
const running: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  const test = await authority();
  const caFile = join(folder, 'ca.pem');
  writeFileSync(caFile, test.pem);
  certificate = { ...(await test.issue('localhost')), caFile };
});
afterEach(async () => {
  for (const each of running.splice(0).reverse()) await each.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

async function imap(options: Omit<Parameters<typeof startImap>[0], 'certificate'> = {}): Promise<TestImap> {
  const server = await startImap({ certificate, ...options });
  running.push(server);
  return server;
}

async function open(server: TestImap, changes: Partial<TestImap['settings']> = {}): Promise<Mailbox> {
  const mailbox = await Mailbox.open({ ...server.settings, ...changes });
  running.push(mailbox);
  return mailbox;
}

async function refusal(server: TestImap, changes: Partial<TestImap['settings']>): Promise<Unanswered> {
  try {
    await open(server, changes);
  } catch (error) {
    if (error instanceof Unanswered) return error;
    throw error;
  }
  throw new Error('it was opened');
}

describe('finding a mail', () => {
  it('waits for the one with the mark, and leaves out what was there before', async () => {
    const server = await imap();
    server.deliver(mail({ subject: 'mark-1 from yesterday' }));
    const mailbox = await open(server);
    const found = mailbox.find({ mark: 'mark-1' });
    server.deliver(mail({ subject: 'of somebody else' }));
    server.deliver(
      mail({ subject: 'Report mark-1 is here', html: '<a href="https://new.test/p/shop">x</a>' }),
    );
    expect(await found).toMatchObject([
      {
        subject: 'Report mark-1 is here',
        from: ['crash@mail.test'],
        recipients: ['verifier@mail.test'],
        links: ['https://new.test/p/shop'],
        cut: false,
      },
    ]);
    expect(mailbox.arrivals).toBe(2);
  });

  it('tells by recipient who is meant, plus-address and delivery headers included', async () => {
    const server = await imap();
    const mailbox = await open(server);
    server.deliver(mail({ subject: 'mark-2 a', to: 'Verifier+x1@mail.test' }));
    server.deliver(
      mail({ subject: 'mark-2 b', to: 'list@mail.test', headers: ['Delivered-To: verifier+x2@mail.test'] }),
    );
    expect(await mailbox.find({ mark: 'mark-2', to: 'verifier+x1@mail.test' })).toMatchObject([
      { subject: 'mark-2 a' },
    ]);
    expect(await mailbox.find({ mark: 'mark-2', to: 'verifier+x2@mail.test' })).toMatchObject([
      { subject: 'mark-2 b' },
    ]);
  });

  it('gives none when the time is over', async () => {
    const mailbox = await open(await imap());
    expect(await mailbox.find({ mark: 'never' }, { seconds: 0.3 })).toEqual([]);
  });

  it('costs nothing more in a mailbox with 10,000 old mails', async () => {
    const server = await imap({ old: 10_000 });
    const mailbox = await open(server);
    server.deliver(mail({ subject: 'mark-3' }));
    expect(await mailbox.find({ mark: 'mark-3' })).toHaveLength(1);
    expect(mailbox.arrivals).toBe(1);
  });

  it('reads the first part only of a mail of 50 MB', async () => {
    const server = await imap();
    const mailbox = await open(server);
    const before = process.memoryUsage().rss;
    server.deliver(
      mail({ subject: 'mark-4', text: `first line\r\n${'x'.repeat(78).concat('\r\n').repeat(655_360)}` }),
    );
    const [found] = await mailbox.find({ mark: 'mark-4' });
    expect(found).toMatchObject({ subject: 'mark-4', cut: true });
    expect(found?.text.length).toBeLessThan(1024 * 1024);
    expect(process.memoryUsage().rss - before).toBeLessThan(600 * 1024 * 1024);
  });

  it('goes on over a new connection when the server hung up', async () => {
    const server = await imap();
    const mailbox = await open(server);
    expect(await mailbox.find({ mark: 'mark-5' }, { seconds: 0 })).toEqual([]);
    server.hangUp();
    server.deliver(mail({ subject: 'mark-5' }));
    await expect.poll(() => mailbox.find({ mark: 'mark-5' }).catch(() => [])).toHaveLength(1);
  });

  it('does not take a folder that was made anew for the same one', async () => {
    const server = await imap();
    const mailbox = await open(server);
    server.renumber();
    server.hangUp();
    await expect
      .poll(() => mailbox.find({ mark: 'x' }, { seconds: 0 }).catch((error: Error) => error.message))
      .toContain('made anew');
  });
});

const removeMarked = async (mailbox: Mailbox, mark: string) =>
  mailbox.remove(provenAmong((await mailbox.find({ mark })).map((each) => ownMail(each, mark))));

describe('removing mails', () => {
  it("takes nothing that was not proved to be the run's", async () => {
    const server = await imap();
    const mailbox = await open(server);
    server.deliver(mail({ subject: 'mark-4' }));
    const [found] = await mailbox.find({ mark: 'mark-4' });
    const forged = [{ it: found }] as unknown as Owned<Mail>[];
    await expect(mailbox.remove(forged)).rejects.toThrow(UnprovenChange);
    expect(server.subjects()).toEqual(['mark-4']);
  });

  it('refuses what was not found in this mailbox while it was open', async () => {
    const server = await imap({ old: 2 });
    const mailbox = await open(server);
    server.deliver(mail({ subject: 'mark-5' }));
    const [found] = await mailbox.find({ mark: 'mark-5' });
    const elsewhere = found && ownMail({ ...found, uid: 1 }, 'mark-5');
    await expect(mailbox.remove(provenAmong(elsewhere ? [elsewhere] : []))).rejects.toThrow(RangeError);
    expect(server.subjects()).toEqual(['old 0', 'old 1', 'mark-5']);
  });

  it('takes exactly those that were found', async () => {
    const server = await imap({ old: 2 });
    const mailbox = await open(server);
    server.deliver(mail({ subject: 'flagged by somebody' }), ['\\Deleted']);
    server.deliver(mail({ subject: 'mark-6' }));
    await removeMarked(mailbox, 'mark-6');
    expect(server.subjects()).toEqual(['old 0', 'old 1', 'flagged by somebody']);
  });

  it('removes also where the server has no UIDPLUS', async () => {
    const server = await imap({ old: 1, plugins: [] });
    const mailbox = await open(server);
    server.deliver(mail({ subject: 'mark-7' }));
    await removeMarked(mailbox, 'mark-7');
    expect(server.subjects()).toEqual(['old 0']);
  });

  it('spares, without UIDPLUS, what somebody else flagged as deleted', async () => {
    const server = await imap({ plugins: [] });
    const mailbox = await open(server);
    server.deliver(mail({ subject: 'flagged by somebody' }), ['\\Deleted']);
    server.deliver(mail({ subject: 'mark-8' }));
    await removeMarked(mailbox, 'mark-8');
    expect(server.subjects()).toContain('flagged by somebody');
  });
});

describe('a mailbox that cannot be opened', () => {
  it('says that the login was refused, and never the password', async () => {
    const error = await refusal(await imap(), { password: 'wr0ng-secret-word' });
    expect(error.message).toMatch(/imaps:\/\/localhost:\d+ .*login was refused/);
    expect(error.next).toContain('MAIL_PASSWORD');
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('wr0ng');
    expect(error.cause).toBeUndefined();
  });

  it('says which folder is not there', async () => {
    const error = await refusal(await imap(), { folder: 'Nowhere' });
    expect(error.message).toContain('open the folder Nowhere');
  });

  it('trusts no certificate that it was not told of, nor another name', async () => {
    const server = await imap();
    expect((await refusal(server, { caFile: undefined })).message).toContain('certificate is not trusted');
    expect((await refusal(server, { host: '127.0.0.1' })).message).toContain('certificate is not trusted');
  });

  it('says that nothing listens', async () => {
    const server = await imap();
    await server.close();
    running.length = 0;
    expect((await refusal(server, {})).next).toContain('MAIL_IMAP');
  });
});

describe('STARTTLS', () => {
  it('is used before anything is said', async () => {
    const server = await imap({ tls: 'starttls' });
    const mailbox = await open(server);
    server.deliver(mail({ subject: 'mark-9' }));
    expect(await mailbox.find({ mark: 'mark-9' })).toHaveLength(1);
    expect(server.plain.join('')).not.toMatch(/login|p4ssword/i);
  });

  it('is demanded: without it no password goes out', async () => {
    const server = await imap({ tls: 'none' });
    expect((await refusal(server, {})).message).toContain('STARTTLS');
    expect(server.plain.join('')).not.toMatch(/login|p4ssword/i);
  });
});
