import type { Page } from '@playwright/test';
import { poll } from '../poll.ts';
import { redact } from '../redact.ts';

/**
 * What the page says in messages, alerts and dialogs after something was pressed, in one line, redacted; of what stood
 * there before, nothing. Waits until that is a verdict, for so many ms; '' where nothing new was said.
 */
export async function newsAfter(
  page: Page,
  press: () => Promise<void>,
  { within, isVerdict }: { within: number; isVerdict(said: string): boolean },
): Promise<string> {
  let old: string[] = await messages(page);
  await press();
  let said = '';
  await poll(
    async () => {
      const shown = await messages(page).catch((): string[] => []);
      // What has gone meanwhile is news when it comes again.
      old = old.filter((text) => shown.includes(text));
      said = shown.filter((text) => !old.includes(text)).join(' ');
      return isVerdict(said) || undefined;
    },
    { within, every: 50 },
  );
  return redact(said).slice(0, 300);
}

async function messages(page: Page): Promise<string[]> {
  const places = page.getByRole('status').or(page.getByRole('alert')).or(page.getByRole('dialog'));
  const texts = await places.filter({ visible: true }).allInnerTexts();
  return texts.map((text) => text.trim().replace(/\s+/g, ' ')).filter(Boolean);
}
