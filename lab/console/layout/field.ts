import { html } from 'hono/html';
import type { Html } from '../page-env.ts';

/** A labelled text box. */
export function field(
  label: string,
  name: string,
  options: {
    type?: string;
    value?: string;
    placeholder?: string;
    required?: boolean;
    autocomplete?: string;
  } = {},
): Html {
  const { type = 'text', value = '', placeholder = '', required = true, autocomplete = 'off' } = options;
  return html`<label class="field"><span>${label}</span><input name="${name}" type="${type}" value="${value}" placeholder="${placeholder}" autocomplete="${autocomplete}" ${required ? 'required' : ''}></label>`;
}

/** A labelled native select. */
export function choice(label: string, name: string, values: [value: string, text: string][]): Html {
  const options = values.map(([value, text]) => html`<option value="${value}">${text}</option>`);
  return html`<label class="field"><span>${label}</span><select name="${name}">${options}</select></label>`;
}

/** A value that is only shown. */
export function shown(label: string, value: Html | string | number): Html {
  return html`<div class="shown"><dt>${label}</dt><dd>${value === '' ? '-' : value}</dd></div>`;
}
