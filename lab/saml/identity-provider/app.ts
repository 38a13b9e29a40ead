import { randomBytes } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { IdentityProvider } from '../../state/types.ts';
import { type AuthnRequest, readAuthnRequest } from './authn-request.ts';
import { identityProviderEntity } from './entity.ts';
import {
  codePage,
  errorPage,
  namePage,
  type Pending,
  passwordPage,
  postPage,
  signedOutPage,
  signInPage,
  stayPage,
} from './pages.ts';
import { type Answer, answerTo, type Party } from './parties.ts';
import { makeResponse } from './response.ts';

const cookie = 'idp_session';

/** What the identity provider works with; read at each request. */
export interface Directory {
  /** Where it is asked to sign somebody in. */
  ssoUrl(): string;
  provider(): IdentityProvider;
  /** The servers that it knows. */
  parties(): Party[];
}

/** The pages of the identity provider: sign in, sign out, metadata. Who has signed in is not asked again. */
export function identityProviderApp(directory: Directory): Hono {
  const sessions = new Map<string, string>();
  const signIn = new SignIn(directory);
  const formOf = async (c: Context) => {
    const form = await c.req.formData();
    const field = (name: string) => String(form.get(name) ?? '');
    return { field, pending: { samlRequest: field('SAMLRequest'), relayState: field('RelayState') } };
  };
  const emailOf = (c: Context) => sessions.get(getCookie(c, cookie) ?? '');
  return new Hono()
    .get('/sso', (c) => {
      const pending = {
        samlRequest: c.req.query('SAMLRequest') ?? '',
        relayState: c.req.query('RelayState') ?? '',
      };
      return signIn.begin(c, pending, emailOf(c));
    })
    .post('/password', async (c) => {
      const { field, pending } = await formOf(c);
      return c.html(passwordPage(pending, field('username')));
    })
    .post('/go-on', async (c) => signIn.begin(c, (await formOf(c)).pending, emailOf(c)))
    .post('/sign-in', async (c) => {
      const { field, pending } = await formOf(c);
      const user = directory.provider().users.find((each) => {
        return each.username === field('username') && each.password === field('password');
      });
      if (!user) return c.html(signInPage(pending, 'The username or password is incorrect.'), 401);
      if (directory.parties().some(({ trouble }) => trouble.includes('second-factor')))
        return c.html(codePage(pending));
      const session = randomBytes(32).toString('hex');
      sessions.set(session, user.email);
      setCookie(c, cookie, session, { httpOnly: true, sameSite: 'Lax', secure: true, path: '/' });
      if (directory.provider().pageByPage) return c.html(stayPage(pending));
      return signIn.begin(c, pending, user.email);
    })
    .get('/metadata', (c) => {
      const xml = identityProviderEntity(directory.provider().entityId, directory.ssoUrl()).getMetadata();
      return c.body(xml, 200, { 'content-type': 'application/samlmetadata+xml' });
    })
    .get('/logout', (c) => {
      sessions.delete(getCookie(c, cookie) ?? '');
      deleteCookie(c, cookie, { path: '/', secure: true });
      return c.html(signedOutPage());
    });
}

class SignIn {
  readonly #directory: Directory;

  constructor(directory: Directory) {
    this.#directory = directory;
  }

  /** The form for whoever has not signed in yet, else the response for the service provider. */
  async begin(c: Context, pending: Pending, email: string | undefined): Promise<Response> {
    const { entityId, serviceProvider, pageByPage } = this.#directory.provider();
    const ours = identityProviderEntity(entityId, this.#directory.ssoUrl());
    const request = await readAuthnRequest(ours, pending.samlRequest);
    if (!request) return c.html(errorPage('There is no request for a sign-in that can be understood.'), 400);
    if (request.issuer !== serviceProvider)
      return c.html(errorPage(`The application '${request.issuer}' is not registered.`), 403);
    const answer = answerTo(request.callbackUrl, this.#directory.parties());
    if (!answer)
      return c.html(errorPage(`The callback URL '${request.callbackUrl}' is not registered.`), 403);
    if (email === undefined) return c.html(pageByPage ? namePage(pending) : signInPage(pending));
    return c.html(postPage(answer.callbackUrl, this.#respond(request, answer, email), pending.relayState));
  }

  #respond(request: AuthnRequest, answer: Answer, email: string): string {
    const { entityId, serviceProvider } = this.#directory.provider();
    return makeResponse(request, {
      issuer: entityId,
      email,
      callbackUrl: answer.callbackUrl,
      audience: answer.audience ?? serviceProvider,
      issuedAt: Date.now() - answer.age,
      signed: answer.signed,
    });
  }
}
