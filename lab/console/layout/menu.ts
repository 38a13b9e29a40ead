import { html } from 'hono/html';
import type { Html } from '../page-env.ts';

interface Popup {
  /** Name of the button, and its tooltip. */
  name: string;
  id: string;
  face: Html | string;
  items: Html[];
  look?: string;
}

/** A button that opens a menu; items are made by `menuLink` and `menuButton`. */
export function menu(popup: Popup): Html {
  return opening('menu', popup);
}

/** A button that opens a list to choose from; items are made by `option`. */
export function picker(popup: Popup): Html {
  return opening('listbox', popup);
}

function opening(role: 'menu' | 'listbox', { name, id, face, items, look = '' }: Popup): Html {
  return html`<div class="popup">
<button type="button" class="${look}" aria-haspopup="${role}" aria-expanded="false" aria-controls="${id}" aria-label="${name}" title="${name}">${face}</button>
<div role="${role}" id="${id}" aria-label="${name}" hidden>${items}</div>
</div>`;
}

export function menuLink(label: string, href: string): Html {
  return html`<a role="menuitem" href="${href}">${label}</a>`;
}

/** An entry that opens a dialog of the page. */
export function menuDialog(label: string, dialog: string): Html {
  return html`<button type="button" role="menuitem" data-dialog="${dialog}">${label}</button>`;
}

export function option(label: string, href: string, selected: boolean): Html {
  return html`<a role="option" aria-selected="${String(selected)}" href="${href}">${label}</a>`;
}
