import { html } from 'hono/html';
import type { Html } from '../page-env.ts';

/** A dialog, shown by a button with `data-dialog` of its id; what it holds closes it with `data-close`. */
export function dialog(id: string, title: string, content: Html): Html {
  return html`<dialog id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>${content}</dialog>`;
}

/** The button that closes the dialog that it is in. */
export function closeButton(label = 'Close'): Html {
  return html`<button type="button" class="plain" data-close>${label}</button>`;
}
