import { html } from 'hono/html';
import type { Coronerd } from '../coronerd/coronerd.ts';
import { enabledSingleSignOn } from '../saml/single-sign-on.ts';
import { document } from './layout/document.ts';
import { field } from './layout/field.ts';
import type { Html } from './page-env.ts';

/** Where the login through the identity provider begins. */
export const singleSignOnPath = '/api/sso/saml/login';

/** The login form; with a way to single sign-on where that is set up. */
export function loginPage(coronerd: Coronerd): Html {
  return entrance(
    'Log in',
    html`<form id="login">
${field('Username', 'username', { autocomplete: 'username' })}
${field('Password', 'password', { type: 'password', autocomplete: 'current-password' })}
<p role="alert" class="alert" hidden></p>
<button type="submit">Log in</button>
${offersSingleSignOn(coronerd) ? html`<button type="button" class="plain" data-href="${singleSignOnPath}">Login via SSO</button>` : ''}
</form>`,
    ['login'],
  );
}

function offersSingleSignOn({ state }: Coronerd): boolean {
  if (state.behaviour.console?.sso?.includes('button-missing')) return false;
  return enabledSingleSignOn(state) !== undefined;
}

/** What is said when a shortened link is not known. */
export function deadLinkPage(): Html {
  return entrance(
    'Link not found',
    html`<p role="alert">This link does not exist, or not any more.</p><p><a href="/">To the console</a></p>`,
  );
}

/** A page for those without a session. */
export function entrance(title: string, content: Html, scripts: string[] = []): Html {
  const body = html`<body class="entrance"><main>
<p class="logo"><span aria-hidden="true">S</span>Backtrace</p>
<h1>${title}</h1>
${content}
</main></body>`;
  return document({ title, body, scripts });
}
