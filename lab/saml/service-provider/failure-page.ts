import { html } from 'hono/html';

/** What a browser shows when a login fails, in the vendor's words, with the admin contact if there is one. */
export function failurePage(adminContact: string): ReturnType<typeof html> {
  const contact = html`<p>Contact your administrator: <a href="mailto:${adminContact}">${adminContact}</a></p>`;
  return html`<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>Backtrace</title></head>
  <body><main>
    <h1 role="alert">Failed to login - Internal Error</h1>
    ${adminContact === '' ? '' : contact}
    <p><a href="/">Back to login</a></p>
  </main></body>
</html>`;
}
