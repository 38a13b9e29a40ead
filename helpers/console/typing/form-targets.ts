import type { ElementHandle } from '@playwright/test';

/** The document of an element, as the page itself tells it, and where the element's form is sent. */
export interface ElementPlace {
  origin: string;
  href: string;
  base: string;
  /** Addresses as they are written; '' means the page's own. */
  targets: string[];
}

/** What of an element is read in the page. */
interface Element {
  form?: Element | null;
  ownerDocument: { querySelectorAll(selector: string): Iterable<Element> };
  getAttribute: (this: Element, name: string) => string | null;
  matches(selector: string): boolean;
}

/** In the page, names that no script of it can take for something else. */
declare const location: { origin: string; href: string };
declare const document: { baseURI: string };

/**
 * Reads the place of an element: with `byEnter`, its form is sent by the first of its buttons, else as the form says; a
 * button is asked for its own address.
 */
export function placeOf(element: ElementHandle<unknown>, byEnter: boolean): Promise<ElementPlace> {
  return element.evaluate((each, byEnter) => {
    const element = each as Element;
    const submits = 'button:not([type]), button[type=submit], input[type=submit], input[type=image]';
    // Not by the form's own properties: a field named "action" hides them.
    const read = (of: Element, name: string) => element.getAttribute.call(of, name);
    const { form } = element;
    const targets: string[] = [];
    if (form) {
      const buttons = [...element.ownerDocument.querySelectorAll(submits)];
      const first = byEnter ? buttons.find((button) => button.form === form) : undefined;
      const button = element.matches(submits) ? element : first;
      const own = button && read(button, 'formaction');
      targets.push(own ?? read(form, 'action') ?? '');
    }
    return { origin: location.origin, href: location.href, base: document.baseURI, targets };
  }, byEnter);
}
