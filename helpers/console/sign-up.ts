import type { Page } from '@playwright/test';
import { poll } from '../poll.ts';
import { redact } from '../redact.ts';
import { Unanswered } from '../unanswered.ts';
import { alertsOf, alertText, anyPassword, controlOf, refusalOn } from './form.ts';
import type { ConsoleMap } from './map-file.ts';
import { shownUrl } from './shown-url.ts';
import { type GuardedPage, refuseStrays } from './typing/guarded-page.ts';
import { sendForm, typeSecret } from './typing/type-secret.ts';

/**
 * Finishes the sign-up page that is open with a password, and waits until `isDone`; gives what the page says where it
 * does not come to that. The page is not documented: any password fields, and a button that creates, accepts or goes on.
 * Throws `Unanswered` where it has no such field, or where the password would go elsewhere.
 */
export async function signUp(
  tab: GuardedPage,
  map: ConsoleMap,
  password: string,
  { within, isDone }: { within: number; isDone(): Promise<boolean> },
): Promise<string[]> {
  const { page } = tab;
  const fields = page.locator(anyPassword).filter({ visible: true });
  const ready = await poll(async () => (await fields.count()) || undefined, { within, every: 50 });
  if (!ready) throw notUnderstood(page);
  const button = () => controlOf(page, map, 'signup.submit');
  for (const field of await fields.all())
    await typeSecret(tab, field, password, { submit: await button(), within });
  const before = await alertsOf(page);
  await sendForm(tab, fields.last(), { submit: await button(), within });
  const end = await poll(
    async () => {
      if (await isDone()) return { refused: '' };
      const refused = await refusalOn(page, map, before);
      if (refused === undefined && !tab.stopped.some(({ grave }) => grave)) return undefined;
      // The account may have come meanwhile.
      return { refused: (await isDone()) ? '' : (refused ?? '') };
    },
    { within, every: 200 },
  );
  refuseStrays(tab);
  if (end) return end.refused ? [`the page says "${redact(end.refused)}"`] : [];
  const said = await alertText(page);
  const shown = said ? `; the page says "${redact(said)}"` : '';
  return [`there is no account ${within / 1000} s after the password was sent${shown}`];
}

function notUnderstood(page: Page): Unanswered {
  return new Unanswered(`the page of the invitation at ${shownUrl(page.url())} has no field for a password`, {
    asked: 'a sign-up by the link of the invitation',
    where: shownUrl(page.url()),
    next: 'open the link of an invitation by hand; its page is not documented',
  });
}
