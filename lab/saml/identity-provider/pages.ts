import { html } from 'hono/html';

/** A page of the identity provider. */
type Page = ReturnType<typeof html>;

/** What is kept while somebody signs in. */
export interface Pending {
  samlRequest: string;
  relayState: string;
}

/** User name and password, with what was wrong with the last ones. */
export function signInPage({ samlRequest, relayState }: Pending, error?: string): Page {
  return page(
    'Sign in',
    html`<form method="post" action="/sign-in">
      ${error === undefined ? '' : html`<p role="alert">${error}</p>`}
      <input type="hidden" name="SAMLRequest" value="${samlRequest}">
      <input type="hidden" name="RelayState" value="${relayState}">
      <p><label for="username">Username</label>
        <input id="username" name="username" autocomplete="username" required autofocus></p>
      <p><label for="password">Password</label>
        <input id="password" name="password" type="password" autocomplete="current-password" required></p>
      <p><button type="submit">Sign in</button></p>
    </form>`,
  );
}

/** Sends the response on to the service provider by itself (POST binding). */
export function postPage(callbackUrl: string, response: string, relayState: string): Page {
  return page(
    'Signing in',
    html`<form method="post" action="${callbackUrl}">
      <input type="hidden" name="SAMLResponse" value="${response}">
      <input type="hidden" name="RelayState" value="${relayState}">
      <noscript><button type="submit">Continue</button></noscript>
    </form>
    <script>document.forms[0].submit()</script>`,
  );
}

export function signedOutPage(): Page {
  return page('Signed out', html`<p>You have signed out of every application.</p>`);
}

export function errorPage(message: string): Page {
  return page('Sign in is not possible', html`<p role="alert">${message}</p>`);
}

function page(title: string, content: Page): Page {
  return html`<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>${title} - Acme identity</title></head>
  <body><main><h1>${title}</h1>${content}</main></body>
</html>`;
}
