import type { Coronerd } from '../../coronerd/coronerd.ts';
import { nodeSaml, type Saml } from '../libraries/node-saml.ts';
import { enabledSingleSignOn, type SingleSignOn, singleSignOns } from '../single-sign-on.ts';
import { realUrl, type SamlNetwork } from '../sites.ts';
import { checkRecipient } from './assertion.ts';
import { PendingRequests } from './pending-requests.ts';
import { SsoRefusal } from './refusal.ts';

/** How long the identity provider may take to answer a request, in milliseconds. */
const patience = 600_000;
/** Assertions whose ids are remembered. */
const remembered = 10_000;

/** Whom an identity provider vouched for. */
export interface Vouched {
  singleSignOn: SingleSignOn;
  /** The NameID: the primary e-mail. */
  email: string;
}

/** The backtrace-saml service of a server: a SAML 2.0 service provider with the settings of its state. */
export class ServiceProvider {
  readonly network: SamlNetwork;
  readonly #coronerd: Coronerd;
  readonly #pending = new Map<string, PendingRequests>();
  readonly #seen = new Set<string>();

  constructor(coronerd: Coronerd, network: SamlNetwork) {
    this.#coronerd = coronerd;
    this.network = network;
  }

  /** URL of the identity provider that a browser is sent to. Throws an `SsoRefusal` where nothing is set up. */
  loginUrl(universe: string | undefined, relayState: string): Promise<string> {
    const settings = enabledSingleSignOn(this.#coronerd.state, universe);
    if (!settings) throw notSetUp();
    return this.#saml(settings).getAuthorizeUrlAsync(relayState, undefined, {});
  }

  /** Metadata of the service provider (XML). Throws an `SsoRefusal` where nothing is set up. */
  metadata(universe?: string): string {
    const settings = enabledSingleSignOn(this.#coronerd.state, universe);
    if (!settings) throw notSetUp();
    return this.#saml(settings).generateServiceProviderMetadata(null);
  }

  /** Verifies a response that came to the callback of `hostname`. Throws an `SsoRefusal`. */
  async verify(hostname: string, response: string | null): Promise<Vouched> {
    const { state } = this.#coronerd;
    if (hostname !== state.hostname)
      throw new SsoRefusal(`no tenant '${hostname}' on ${state.hostname}`, 404);
    if (!response) throw new SsoRefusal('no SAMLResponse', 400);
    const settings = this.#settingsFor(response);
    if (!settings) throw notSetUp();
    const profile = await this.#believed(settings, response);
    const assertionId = checkRecipient(
      profile.getAssertion?.(),
      profile.getSamlResponseXml?.() ?? '',
      this.#reached(settings.callbackUrl),
    );
    this.#once(assertionId);
    if (!profile.nameID) throw new SsoRefusal('the assertion names nobody');
    return { singleSignOn: settings, email: profile.nameID };
  }

  /** The URL as browsers and servers of the lab reach it. */
  #reached(url: string): string {
    return realUrl(url, this.network.sites);
  }

  async #believed(settings: SingleSignOn, response: string) {
    try {
      const { profile } = await this.#saml(settings).validatePostResponseAsync({ SAMLResponse: response });
      if (profile) return profile;
    } catch (error) {
      throw new SsoRefusal(error instanceof Error ? error.message : 'not understood');
    }
    throw new SsoRefusal('no assertion');
  }

  /** The settings of the universe whose request this answers; what it says is verified with them afterwards. */
  #settingsFor(response: string): SingleSignOn | undefined {
    const xml = Buffer.from(response, 'base64').toString('utf8');
    const id = /\sInResponseTo=["']([^"']*)["']/.exec(xml)?.[1] ?? '';
    const asked = singleSignOns(this.#coronerd.state).find(({ universe, enabled }) => {
      return enabled && this.#pending.get(universe)?.has(id);
    });
    return asked ?? enabledSingleSignOn(this.#coronerd.state);
  }

  #once(assertionId: string): void {
    if (this.#seen.has(assertionId)) throw new SsoRefusal('the assertion was used before');
    this.#seen.add(assertionId);
    const [oldest] = this.#seen;
    if (this.#seen.size > remembered && oldest !== undefined) this.#seen.delete(oldest);
  }

  #saml(settings: SingleSignOn): Saml {
    const pending = this.#pending.get(settings.universe) ?? new PendingRequests();
    this.#pending.set(settings.universe, pending);
    return nodeSaml({
      entryPoint: this.#reached(settings.ssoUrl),
      issuer: settings.entityId,
      audience: settings.entityId,
      callbackUrl: this.#reached(settings.callbackUrl),
      idpCert: settings.certificate,
      wantAssertionsSigned: true,
      wantAuthnResponseSigned: false,
      validateInResponseTo: 'always',
      requestIdExpirationPeriodMs: patience,
      cacheProvider: pending,
      disableRequestedAuthnContext: true,
      ...(settings.requestSigning && {
        privateKey: settings.requestSigning.privateKey,
        signatureAlgorithm: settings.requestSigning.algorithm,
      }),
    });
  }
}

function notSetUp(): SsoRefusal {
  return new SsoRefusal('single sign-on is not set up', 404);
}
