import { html } from 'hono/html';

/** A page of the identity provider. */
type Page = ReturnType<typeof html>;

/** What is kept while somebody signs in. */
export interface Pending {
  samlRequest: string;
  relayState: string;
}

/** The user name alone. */
export function namePage(pending: Pending): Page {
  return step('Sign in', pending, '/password', [
    html`<p><label for="username">Email or username</label>
        <input id="username" name="username" autocomplete="username" required autofocus></p>
      <p><button type="submit">Next</button></p>`,
  ]);
}

/** The password of whoever gave their name. */
export function passwordPage(pending: Pending, username: string): Page {
  return step('Enter password', pending, '/sign-in', [
    html`<p>${username}<input type="hidden" name="username" value="${username}"></p>
      <p><label for="password">Password</label>
        <input id="password" name="password" type="password" autocomplete="current-password" required autofocus></p>
      <p><button type="submit">Sign in</button></p>`,
  ]);
}

/** Whether whoever has signed in wants to stay so; both answers go on. */
export function stayPage(pending: Pending): Page {
  return step('Stay signed in?', pending, '/go-on', [
    html`<p><button type="submit" name="stay" value="0">No</button>
      <button type="submit" name="stay" value="1">Yes</button></p>`,
  ]);
}

/** The second factor, which nobody here has. */
export function codePage(pending: Pending): Page {
  return step('Two-step verification', pending, '/code', [
    html`<p><label for="code">Enter the code that was sent to your telephone</label>
        <input id="code" name="code" inputmode="numeric" required autofocus></p>
      <p><button type="submit">Submit</button></p>`,
  ]);
}

function step(title: string, { samlRequest, relayState }: Pending, action: string, content: Page[]): Page {
  return page(
    title,
    html`<form method="post" action="${action}">
      <input type="hidden" name="SAMLRequest" value="${samlRequest}">
      <input type="hidden" name="RelayState" value="${relayState}">
      ${content}
    </form>`,
  );
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
