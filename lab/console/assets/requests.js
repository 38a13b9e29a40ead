import { ask } from './api.js';
import { say } from './say.js';

/** `{{name}}` in the texts of a request stands for the form's field of that name. */
function filled(value, fields) {
  if (typeof value === 'string') {
    const number = /^\{\{#(\w+)\}\}$/.exec(value);
    if (number) return Number(fields.get(number[1]));
    return value.replace(/\{\{(\w+)\}\}/g, (_, name) => fields.getAll(name).join(' '));
  }
  if (Array.isArray(value)) return value.map((each) => filled(each, fields));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, filled(each, fields)]));
}

async function send(element, fields) {
  const { requests, next, done } = element.dataset;
  try {
    for (const { path, method = 'POST', body } of JSON.parse(requests)) {
      await ask(filled(path, fields), {
        method,
        body: body === undefined ? undefined : filled(body, fields),
      });
    }
    if (next === 'reload') location.reload();
    else if (next?.startsWith('/')) location.assign(next);
    if (done) say(done);
  } catch (error) {
    say(error.message, 'alert');
  }
}

/** Buttons and forms with `data-requests` send these, one after the other. */
export function listenForRequests() {
  document.addEventListener('click', (event) => {
    const button = event.target.closest('button[data-requests]');
    if (button) send(button, new FormData());
  });
  document.addEventListener('submit', (event) => {
    const form = event.target.closest('form[data-requests]');
    if (!form) return;
    event.preventDefault();
    send(form, new FormData(form));
  });
}
