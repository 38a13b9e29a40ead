import { consoleOrigin } from '../../coronerd/console-origin.ts';
import type { RunningPair, RunningSide } from '../../pair.ts';
import { type Form, formOf, type Page, type Visitor } from './visitor.ts';

/** Origin of a running console with its real port. */
export function originOf(side: RunningSide): string {
  return consoleOrigin(side.coronerd);
}

/** The account of the identity provider that stands for somebody by e-mail; its first one unless said otherwise. */
export function accountAt(
  pair: RunningPair,
  email?: string,
): { username: string; password: string; email: string } {
  const users = pair.new.state.identityProvider?.users ?? [];
  const found = users.find((user) => email === undefined || user.email === email);
  if (!found) throw new Error(`the identity provider does not know ${email}`);
  return found;
}

/** From `Login via SSO` up to the identity provider's first page. */
export async function begin(visitor: Visitor, side: RunningSide, query = ''): Promise<Page> {
  const sent = await visitor.get(`${originOf(side)}/api/sso/saml/login${query}`);
  if (sent.status !== 302) throw new Error(`no redirect (${sent.status}): ${sent.text}`);
  return visitor.get(sent.location);
}

/** Fills in user name and password; the page that follows. */
export function signIn(
  visitor: Visitor,
  page: Page,
  { username, password }: { username: string; password: string },
): Promise<Page> {
  const { action, fields } = formOf(page);
  return visitor.post(action, { ...fields, username, password });
}

/** The form that posts itself to the callback after a sign-in that begins at the console, also of whoever is signed in. */
export async function responseFor(
  visitor: Visitor,
  pair: RunningPair,
  options: { side?: 'old' | 'new'; email?: string; query?: string } = {},
): Promise<Form> {
  const first = await begin(visitor, pair[options.side ?? 'new'], options.query);
  const form = formOf(first);
  if (form.fields.SAMLResponse) return form;
  return formOf(await signIn(visitor, first, accountAt(pair, options.email)));
}
