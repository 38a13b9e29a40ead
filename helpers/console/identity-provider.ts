import type { Locator, Page } from '@playwright/test';
import { redact } from '../redact.ts';
import { Unanswered } from '../unanswered.ts';
import { anyPassword, anyTextBox, controlOf, fieldOf, refusalOn } from './form.ts';
import type { ConsoleMap } from './map-file.ts';
import { firstVisible } from './menu.ts';
import type { GuardedPage } from './typing/guarded-page.ts';
import type { SsoPlaces } from './typing/sso-places.ts';
import { sendForm, typeSecret } from './typing/type-secret.ts';

/** Fields that a person has to fill in; a page with one of them is not gone on from without it. */
const asking = `${anyTextBox}, ${anyPassword}, input[type=tel], input[type=number]`;

/** A page in which somebody logs in through the identity provider. */
export type SsoPage = GuardedPage & { places: SsoPlaces };

/** The pages of the identity provider: each is answered once, as far as it asks for what is known. */
export class SignIn {
  readonly #tab: SsoPage;
  readonly #page: Page;
  readonly #within: number;
  readonly #map: ConsoleMap;
  readonly #account: { username: string; password: string };
  readonly #answered = new Set<string>();
  #named = false;
  /** Name and password were sent. */
  submitted = false;

  /** `within` bounds each thing that is typed or pressed, in ms. */
  constructor(
    tab: SsoPage,
    map: ConsoleMap,
    account: { username: string; password: string },
    within: number,
  ) {
    this.#tab = tab;
    this.#page = tab.page;
    this.#within = within;
    this.#map = map;
    this.#account = account;
  }

  /** Answers what the page asks for; gives whether it did. Throws `Unanswered` when it says no. */
  async goOn(): Promise<boolean> {
    const [page, map] = [this.#page, this.#map];
    const password = await fieldOf(page, map, 'idp.password', anyPassword).catch(() => undefined);
    if (this.submitted) return password ? this.#refuse() : this.#pass();
    const username = this.#named
      ? undefined
      : await fieldOf(page, map, 'idp.username', anyTextBox).catch(() => undefined);
    if (!password && !username) return this.#named ? this.#refuse() : false;
    if (username) {
      await this.#type(username, this.#account.username, await this.#button());
      this.#named = true;
    }
    if (password) {
      this.#tab.places.seal();
      await this.#type(password, this.#account.password, await this.#button(password));
    }
    this.submitted = password !== undefined;
    const last = password ?? username;
    if (last) await sendForm(this.#tab, last, { submit: await this.#button(password), within: this.#within });
    return true;
  }

  async #type(field: Locator, text: string, submit: Locator | undefined): Promise<void> {
    const at = await typeSecret(this.#tab, field, text, { submit, within: this.#within });
    this.#tab.places.typed(at);
  }

  /** What sends the page's form, which has a field for the password or not. */
  async #button(password?: Locator): Promise<Locator | undefined> {
    const next = password ? undefined : await controlOf(this.#page, this.#map, 'idp.next');
    return next ?? (await controlOf(this.#page, this.#map, 'idp.submit'));
  }

  /** Goes on from a page that asks for nothing but to go on, such as whether to stay signed in. */
  async #pass(): Promise<boolean> {
    const [page, map] = [this.#page, this.#map];
    const asked = await firstVisible([page.locator(asking)]).catch(() => undefined);
    const button: Locator | undefined = asked
      ? undefined
      : await controlOf(page, map, 'idp.further').catch(() => undefined);
    if (!button) return this.#refuse();
    const which = `${page.url()}\n${await page.locator('body').innerText()}`;
    if (this.#answered.has(which)) return false;
    this.#answered.add(which);
    await button.click();
    return true;
  }

  async #refuse(): Promise<false> {
    const said = await refusalOn(this.#page, this.#map);
    if (said) throw await notSignedIn(this.#page, `says "${redact(said)}"`);
    return false;
  }
}

/** The identity provider did not let in, or asks for what the pack does not understand. */
export async function notSignedIn(page: Page, why?: string): Promise<Unanswered> {
  const where = URL.canParse(page.url()) ? new URL(page.url()).origin : 'the identity provider';
  const next =
    'Sign in by hand; correct SSO_USERNAME and SSO_PASSWORD (an account that is asked for a second factor will not ' +
    'do), or the labels of its pages (idp.…) by CONSOLE_MAP';
  const what = why ?? `shows ${await shownOn(page)}`;
  return new Unanswered(`the identity provider at ${where} did not sign in: its page ${what}. ${next}`, {
    asked: 'a sign-in with SSO_USERNAME and SSO_PASSWORD',
    where,
    next,
  });
}

/** Title and text of a page in one line, redacted. */
async function shownOn(page: Page): Promise<string> {
  const title = await page.title().catch(() => '');
  const text = await page
    .locator('body')
    .innerText({ timeout: 1_000 })
    .catch(() => '');
  const shown = redact(text.trim().replace(/\s+/g, ' ')).slice(0, 200);
  return [title && `the title "${redact(title)}"`, `"${shown}"`].filter(Boolean).join(' and ');
}
