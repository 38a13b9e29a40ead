import { type Context, Hono } from 'hono';
import type { Coronerd } from '../../coronerd/coronerd.ts';
import { administrator, identify } from '../../coronerd/identity.ts';
import type { LabEnv } from '../../coronerd/input.ts';
import { universeOf } from '../../coronerd/scope.ts';
import { keepSession } from '../../coronerd/session-cookie.ts';
import { textOf } from '../../state/row.ts';
import { enabledSingleSignOn } from '../single-sign-on.ts';
import { accountOf } from './account.ts';
import { failurePage } from './failure-page.ts';
import { SsoRefusal } from './refusal.ts';
import type { ServiceProvider } from './service-provider.ts';

/** `/api/sso/saml`: login, callback, metadata and `Test configuration` (vendor's documentation of SAML). */
export function samlEndpoints(coronerd: Coronerd, service: ServiceProvider): Hono<LabEnv> {
  return new Hono<LabEnv>()
    .get('/sso/saml/login', (c) =>
      orFailurePage(coronerd, c, async () => {
        const universe = c.req.query('universe');
        return c.redirect(await service.loginUrl(universe, localPath(c.req.query('return'))));
      }),
    )
    .get('/sso/saml/metadata', (c) =>
      orFailurePage(coronerd, c, async () => {
        const xml = service.metadata(c.req.query('universe'));
        return c.body(xml, 200, { 'content-type': 'application/samlmetadata+xml' });
      }),
    )
    .post('/sso/saml/test', async (c) => {
      const { token, parameters } = c.var.input;
      const user = administrator(identify(coronerd, token));
      const universe = universeOf(coronerd, user, parameters.get('universe'));
      const { testConfiguration } = await import('./test-configuration.ts');
      return c.json(await testConfiguration(coronerd, textOf(universe, 'name'), service.network));
    })
    .post('/sso/saml/:hostname', (c) =>
      orFailurePage(coronerd, c, async () => {
        const { parameters } = c.var.input;
        keepSession(
          c,
          await logIn(coronerd, service, c.req.param('hostname'), parameters.get('SAMLResponse')),
        );
        return c.redirect(localPath(parameters.get('RelayState')), 303);
      }),
    );
}

/** A session token of whom the response vouches for. Throws an `SsoRefusal`. */
async function logIn(
  coronerd: Coronerd,
  service: ServiceProvider,
  hostname: string,
  response: string | null,
): Promise<string> {
  const vouched = await service.verify(hostname, response);
  const { refuseLogin, sso = [] } = coronerd.state.behaviour;
  if (sso.includes('not-authenticated')) throw new SsoRefusal('the SAML host is not authenticated', 500);
  if (refuseLogin !== undefined) throw new SsoRefusal(refuseLogin);
  const account = accountOf(coronerd, vouched);
  const username = textOf(account, 'username');
  note(coronerd, vouched.singleSignOn.universe, username, 'user logged in by SSO');
  return coronerd.sessions.open(username);
}

async function orFailurePage(
  coronerd: Coronerd,
  c: Context<LabEnv>,
  answer: () => Promise<Response>,
): Promise<Response> {
  try {
    return await answer();
  } catch (error) {
    const { universe = '', adminContact = '' } = enabledSingleSignOn(coronerd.state) ?? {};
    const reason = error instanceof Error ? error.message : 'unknown';
    note(coronerd, universe, '', `SSO login refused: ${reason}`.slice(0, 300), 1);
    return c.html(failurePage(adminContact), error instanceof SsoRefusal ? error.status : 500);
  }
}

function note(coronerd: Coronerd, universe: string, username: string, message: string, result = 0): void {
  coronerd.audit({ universe, username, subsystem: 'login', result, message });
  coronerd.logs.record('login', universe, result === 0 ? 'success' : 'failure', message);
}

/** A path of the console; its root for anything that would lead elsewhere. */
function localPath(path: string | null | undefined): string {
  return path && /^\/(?![/\\])[^\\\s]*$/.test(path) ? path : '/';
}
