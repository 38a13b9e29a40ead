import { poll } from '../poll.ts';
import type { MailSettings } from '../settings/types.ts';
import { Unanswered } from '../unanswered.ts';
import { type Owned, proven } from '../undo/owned.ts';
import { type OpenFolder, openFolder } from './imap-connection.ts';
import { imapFailure } from './imap-failure.ts';
import { carries, type Mail, parseMail } from './mail.ts';

/** What is read of a mail, in bytes; texts and links come first, attachments behind them. */
const mostOfOne = 1024 * 1024;
/** A mailbox where more arrives during a run is no mailbox of the run's own. */
const mostArrivals = 1_000;

/** How a mail is known; all that is said must be true of it. */
export interface Wanted {
  /** A text that no other mail has, in its subject, text, links or recipients. */
  mark: string;
  /** An address that it was sent or delivered to. */
  to?: string;
}

/** A mailbox of which only what arrives from now on counts. */
export class Mailbox {
  readonly #settings: MailSettings;
  readonly #arrived = new Map<number, Mail>();
  readonly #uidValidity: string;
  #folder: OpenFolder;
  #next: number;

  private constructor(settings: MailSettings, folder: OpenFolder) {
    this.#settings = settings;
    this.#folder = folder;
    this.#uidValidity = folder.uidValidity;
    this.#next = folder.uidNext;
  }

  /** Opens it; what is in it already is never looked at. Throws `Unanswered` where that fails. */
  static async open(settings: MailSettings): Promise<Mailbox> {
    return new Mailbox(settings, await openFolder(settings));
  }

  /** How many mails arrived so far, as of the last look. */
  get arrivals(): number {
    return this.#arrived.size;
  }

  /**
   * The mails that fit, as soon as there is one; none when `seconds` are over (MAIL_SECONDS by default). Throws
   * `Unanswered` where the mailbox cannot be asked.
   */
  async find(wanted: Wanted, options: { seconds?: number; signal?: AbortSignal } = {}): Promise<Mail[]> {
    const within = (options.seconds ?? this.#settings.seconds) * 1_000;
    const ask = async () => {
      await this.#look();
      const found = [...this.#arrived.values()].filter((mail) => fits(mail, wanted));
      return found.length > 0 ? found : undefined;
    };
    const { signal } = options;
    return (await poll(ask, { within, every: 250, ...(signal ? { signal } : {}) })) ?? [];
  }

  /**
   * Deletes exactly these mails of the run, all of which arrived while it was open. Where the server can only remove all that is flagged as deleted (no UIDPLUS), and
   * somebody flagged others, ours are flagged only. Throws `Unanswered`.
   */
  async remove(mails: readonly Owned<Mail>[]): Promise<void> {
    if (mails.length === 0) return;
    const uids = mails.map((mail) => proven(mail).uid);
    if (uids.some((uid) => !this.#arrived.has(uid)))
      throw new RangeError('only mail that arrived while the mailbox was open is deleted');
    await this.#asking('delete the mails of this run', async ({ client }) => {
      const removable = client.capabilities.has('UIDPLUS') || (await this.#onlyFlagged(uids));
      const done = removable
        ? await client.messageDelete(uids.join(','), { uid: true })
        : await client.messageFlagsAdd(uids.join(','), ['\\Deleted'], { uid: true });
      if (!done) throw new Error('the server refused');
    });
    for (const uid of uids) this.#arrived.delete(uid);
  }

  /** Logs out, for at most 3 seconds. */
  async close(): Promise<void> {
    const { client } = this.#folder;
    const timer = setTimeout(() => client.close(), 3_000);
    await client.logout().catch(() => client.close());
    clearTimeout(timer);
  }

  /** Whether nothing but these would go with all that is flagged as deleted. */
  async #onlyFlagged(uids: readonly number[]): Promise<boolean> {
    const flagged = await this.#folder.client.search({ deleted: true }, { uid: true });
    return Array.isArray(flagged) && flagged.every((uid) => uids.includes(uid));
  }

  async #look(): Promise<void> {
    await this.#asking('look for new mail', async ({ client }) => {
      await client.noop();
      for (const { uid, size } of await this.#newer(client)) {
        const whole = await client.fetchOne(
          String(uid),
          { source: { start: 0, maxLength: mostOfOne } },
          { uid: true },
        );
        // It may have been deleted meanwhile.
        const source = whole === false ? undefined : whole.source;
        if (source) this.#arrived.set(uid, await parseMail(uid, source, size > mostOfOne));
        this.#next = uid + 1;
      }
    });
  }

  async #newer(client: OpenFolder['client']): Promise<{ uid: number; size: number }[]> {
    const found: { uid: number; size: number }[] = [];
    if (client.mailbox && client.mailbox.exists === 0) return found;
    for await (const { uid, size } of client.fetch(
      `${this.#next}:*`,
      { uid: true, size: true },
      { uid: true },
    )) {
      // `n:*` always includes the newest mail, whatever its number (RFC 3501 §6.4.8).
      if (uid >= this.#next) found.push({ uid, size: size ?? 0 });
      if (found.length + this.#arrived.size > mostArrivals) throw this.#tooBusy();
    }
    return found.sort((one, other) => one.uid - other.uid);
  }

  #tooBusy(): Unanswered {
    const { folder, host } = this.#settings;
    return new Unanswered(`more than ${mostArrivals} mails arrived in ${folder} at ${host} during the run`, {
      asked: 'look for new mail',
      where: host,
      next: 'Use a mailbox of its own for the verification.',
    });
  }

  /** Servers close connections that wait; the folder is opened again, and must still be the same one. */
  async #asking<T>(doing: string, ask: (folder: OpenFolder) => Promise<T>): Promise<T> {
    if (!this.#folder.client.usable) this.#folder = await openFolder(this.#settings);
    if (this.#folder.uidValidity !== this.#uidValidity)
      throw imapFailure(this.#settings, doing, new Error('the folder was made anew while the run waited'));
    try {
      return await ask(this.#folder);
    } catch (error) {
      if (error instanceof Unanswered) throw error;
      throw imapFailure(this.#settings, doing, error);
    }
  }
}

function fits(mail: Mail, { mark, to }: Wanted): boolean {
  const reached = [...mail.recipients, ...mail.deliveredTo];
  return carries(mail, mark) && (to === undefined || reached.includes(to.toLowerCase()));
}
