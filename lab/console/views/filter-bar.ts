import { html } from 'hono/html';
import { closeButton, dialog } from '../layout/dialog.ts';
import { choice, field } from '../layout/field.ts';
import type { Html } from '../page-env.ts';

const operators = [
  'equal',
  'not-equal',
  'contains',
  'not-contains',
  'regular-expression',
  'inverse-regular-expression',
  'greater-than',
  'less-than',
  'at-least',
  'at-most',
];

/** The bar with the filters of the address, which the script puts in, and the form to add one. */
export function filterBar(): Html {
  const names = operators.map((name): [string, string] => [name, name]);
  const form = html`<form id="add-filter">
${field('Attribute', 'attribute', { placeholder: 'hostname' })}
${choice('Operator', 'operator', names)}
${field('Value', 'value', { placeholder: 'Find value' })}
<div class="actions">${closeButton()}<button type="submit">Add</button></div>
</form>`;
  return html`<div class="filters" id="filters" role="group" aria-label="Filters"><button type="button" class="plain" data-dialog="query-builder">Add filters</button></div>
${dialog('query-builder', 'Query builder', form)}`;
}
