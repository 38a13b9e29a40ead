import type { Page } from '@playwright/test';
import { poll } from '../poll.ts';
import { redact } from '../redact.ts';

/** What of a node is read in the page; text and comments have `data`, elements the rest. */
interface Node {
  nodeName: string;
  data?: string;
  childNodes: Iterable<Node>;
  parentElement: Node | null;
  ownerDocument: {
    defaultView: { getComputedStyle(of: Node): { display: string; visibility: string } };
  };
  matches(selector: string): boolean;
}

/**
 * What the page says in messages, alerts and dialogs after something was pressed, in one line, redacted; of what stood
 * there before, and of what their buttons are called, nothing. Waits until that is a verdict, for so many ms; '' where nothing new was said.
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
      said = shown.filter((text) => !old.includes(text)).join('; ');
      return isVerdict(said) || undefined;
    },
    { within, every: 50 },
  );
  return redact(said).slice(0, 300);
}

async function messages(page: Page): Promise<string[]> {
  const places = page.getByRole('status').or(page.getByRole('alert')).or(page.getByRole('dialog'));
  const texts = await places.filter({ visible: true }).evaluateAll(read, 'button, [role=button]');
  return texts.map((text) => text.trim().replace(/\s+/g, ' ')).filter(Boolean);
}

/** Runs in the page: the text of each element as it is seen, but for the parts that match. */
function read(elements: unknown[], parts: string): string[] {
  const styleOf = (of: Node) => of.ownerDocument.defaultView.getComputedStyle(of);
  const inside = (node: Node): string => [...node.childNodes].map(text).join('');
  const text = (node: Node): string => {
    const { data, nodeName, parentElement } = node;
    if (data !== undefined) {
      const isSeen = parentElement && styleOf(parentElement).visibility === 'visible';
      return isSeen && nodeName === '#text' ? data : '';
    }
    if (node.matches(parts)) return ' ';
    const { display } = styleOf(node);
    if (display === 'none') return '';
    return display === 'inline' && !node.matches('br') ? inside(node) : ` ${inside(node)} `;
  };
  return (elements as Node[]).map(inside);
}
