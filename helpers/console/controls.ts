import type { Locator } from '@playwright/test';

/** What somebody can press in a menu. */
export interface Control {
  name: string;
  /** Where a link leads; undefined for everything else. */
  href?: string;
  /** It is a link that opens in a window of its own. */
  isApart: boolean;
  /** Place among the elements of `elementsOf`. */
  index: number;
}

const clickable = 'a, button, [role=link], [role=button], [role=menuitem], [role=tab], [role=treeitem]';
const items = 'li, [role=listitem]';

/** What of an element is read in the page. */
interface Element {
  innerText: string;
  parentElement: Element | null;
  ownerDocument: { defaultView: { getComputedStyle(of: Element): { cursor: string } } };
  getAttribute(name: string): string | null;
  matches(selector: string): boolean;
  closest(selector: string): Element | null;
  querySelector(selector: string): Element | null;
}

/** Everything in a menu that may be a control. */
export function elementsOf(menu: Locator): Locator {
  return menu.locator(`${clickable}, ${items}`).filter({ visible: true });
}

/**
 * The links of a menu, and what is pressed in place of one: buttons and the like, and items of lists that look as if
 * they can be pressed. What unfolds or opens a menu, switches, and buttons of forms are none.
 */
export async function controlsOf(menu: Locator): Promise<Control[]> {
  const found = await elementsOf(menu).evaluateAll(read, { clickable, items });
  return found.flatMap((each) => each ?? []);
}

/** Runs in the page, in one go: menus are long. */
function read(
  elements: Element[],
  { clickable, items }: { clickable: string; items: string },
): (Control | undefined)[] {
  const more = `${clickable}, ${items}, ul, ol, [role=group], [role=list], input, select`;
  const looksPressable = (each: Element) =>
    !each.matches(items) ||
    each.matches('[role=button], [role=menuitem], [role=tab], [role=treeitem], [onclick], [tabindex]') ||
    each.ownerDocument.defaultView.getComputedStyle(each).cursor === 'pointer';
  const isAlone = (each: Element) =>
    !each.querySelector(more) &&
    !each.parentElement?.closest('a, button, [role=button]') &&
    !each.closest('form');
  const unfolds = (each: Element) =>
    each.matches('[aria-expanded], [aria-haspopup]:not([aria-haspopup=false])');
  return elements.map((each, index) => {
    const text = each.innerText.trim() || (each.getAttribute('aria-label') ?? '');
    const name = text.trim().replace(/\s+/g, ' ');
    const href = each.matches('a') ? (each.getAttribute('href') ?? '') : '';
    const leads = href !== '' && href !== '#' && !/^javascript:/i.test(href);
    if (leads) return { name, href, isApart: each.getAttribute('target') === '_blank', index };
    const role = each.getAttribute('role') ?? 'listitem';
    const isOfRole = /^(link|button|menuitem|tab|treeitem|listitem|none|presentation)$/.test(role);
    const isControl = name !== '' && isOfRole && isAlone(each) && looksPressable(each) && !unfolds(each);
    return isControl ? { name, isApart: false, index } : undefined;
  });
}
