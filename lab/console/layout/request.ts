import { html } from 'hono/html';
import type { Html } from '../page-env.ts';

/** A request to the server's own API, made by the browser; `{{name}}` in its texts is the form's field of that name. */
export interface ApiRequest {
  path: string;
  method?: 'POST' | 'GET' | 'DELETE' | 'PUT';
  body?: unknown;
}

/** A button that acts at once, without asking. */
export function actButton(
  label: string,
  requests: ApiRequest[],
  options: { next?: 'reload' | 'stay'; look?: string; done?: string; name?: string } = {},
): Html {
  const { next = 'reload', look = '', done = '', name = label } = options;
  return html`<button type="button" class="${look}" ${look === 'entry' ? html`role="menuitem"` : ''} aria-label="${name}" title="${name}" data-requests="${JSON.stringify(requests)}" data-next="${next}" data-done="${done}">${label}</button>`;
}

/** A form that sends its fields in requests. */
export function actForm(
  fields: Html,
  requests: ApiRequest[],
  options: { submit: string; next?: string; done?: string; cancel?: Html },
): Html {
  const { submit, next = 'reload', done = '', cancel = '' } = options;
  return html`<form data-requests="${JSON.stringify(requests)}" data-next="${next}" data-done="${done}">
${fields}
<div class="actions">${cancel}<button type="submit">${submit}</button></div>
</form>`;
}

/** A change of the configuration database as a request (contract §6.1). */
export function bpg(action: 'create' | 'modify' | 'delete', type: string, fields: object): ApiRequest {
  const body = { actions: [{ action, type: `configuration/${type}`, ...fields }] };
  return { path: '/api/bpg', body };
}
