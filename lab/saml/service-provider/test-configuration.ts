import { X509Certificate } from 'node:crypto';
import { Agent, request } from 'undici';
import type { Coronerd } from '../../coronerd/coronerd.ts';
import { callbackPath } from '../addresses.ts';
import { type SingleSignOn, singleSignOns } from '../single-sign-on.ts';
import { realUrl, type SamlNetwork } from '../sites.ts';

/** One thing that `Test configuration` looked at. */
export interface Check {
  /** Label of the field on the settings page. */
  name: string;
  passed: boolean;
  message: string;
}

/** Outcome of `Test configuration`. */
export interface ConfigurationTest {
  status: 'ok' | 'error';
  message: string;
  checks: Check[];
}

const timeout = 5_000;

/** Tests what is saved for a universe: whether the identity provider answers, and whether the fields fit together. */
export async function testConfiguration(
  coronerd: Coronerd,
  universe: string,
  network: SamlNetwork,
): Promise<ConfigurationTest> {
  const settings = singleSignOns(coronerd.state).find((each) => each.universe === universe);
  if (!settings) return { status: 'error', message: 'Single sign-on is not configured', checks: [] };
  const checks = await checksOf(coronerd, settings, network);
  if (coronerd.state.behaviour.console?.sso?.includes('test-fails'))
    checks.push({ name: 'Test configuration', passed: false, message: 'internal error' });
  const failed = checks.filter(({ passed }) => !passed);
  const message = failed.map((each) => `${each.name}: ${each.message}`).join('; ');
  return failed.length === 0
    ? { status: 'ok', message: 'The configuration is valid', checks }
    : { status: 'error', message, checks };
}

async function checksOf(coronerd: Coronerd, settings: SingleSignOn, network: SamlNetwork): Promise<Check[]> {
  const { hostname } = coronerd.state;
  const own = `https://${hostname}${callbackPath(hostname)}`;
  const dispatcher = new Agent({ connect: { timeout, ...(network.ca && { ca: network.ca }) } });
  try {
    const ssoUrl = realUrl(settings.ssoUrl, network.sites);
    const metadata = await load(new URL('/metadata', ssoUrl).href, dispatcher);
    return [
      check('Entity ID (issuer)', settings.entityId !== '', 'is empty'),
      check('SSO URL', metadata.text !== undefined, metadata.problem),
      check(
        'SSO URL',
        offers(metadata.text, ssoUrl),
        'is not what the identity provider says in its metadata',
      ),
      check('Callback URL', settings.callbackUrl === own, `is not ${own}`),
      ...certificateChecks(settings.certificate, metadata.text),
    ];
  } catch (error) {
    return [check('SSO URL', false, error instanceof Error ? error.message : 'not understood')];
  } finally {
    await dispatcher.close();
  }
}

function check(name: string, passed: boolean, problem: string): Check {
  return { name, passed, message: passed ? 'ok' : problem };
}

async function load(url: string, dispatcher: Agent): Promise<{ text?: string; problem: string }> {
  try {
    const { statusCode, body } = await request(url, {
      dispatcher,
      headersTimeout: timeout,
      bodyTimeout: timeout,
    });
    const text = await body.text();
    if (statusCode === 200) return { text, problem: '' };
    return { problem: `the identity provider answers with status ${statusCode}` };
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown';
    return { problem: `the identity provider cannot be reached: ${reason}` };
  }
}

/** Without metadata nothing can be said against the URL. */
function offers(metadata: string | undefined, ssoUrl: string): boolean {
  return metadata === undefined || metadata.includes(`Location="${ssoUrl}"`);
}

function certificateChecks(pem: string, metadata: string | undefined): Check[] {
  const certificate = parsed(pem);
  if (!certificate) return [check('Certificate', false, 'is no certificate')];
  const valid =
    Date.parse(certificate.validFrom) <= Date.now() && Date.now() <= Date.parse(certificate.validTo);
  const theirs = /<(?:\w+:)?X509Certificate>([^<]*)</.exec(metadata ?? '')?.[1]?.replaceAll(/\s/g, '');
  const same = theirs === undefined || theirs === certificate.raw.toString('base64');
  return [
    check('Certificate', valid, `is valid from ${certificate.validFrom} to ${certificate.validTo} only`),
    check('Certificate', same, 'is not that of the identity provider'),
  ];
}

function parsed(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}
