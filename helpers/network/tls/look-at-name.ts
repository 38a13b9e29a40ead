import type { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { certificateFact, factOf } from './certificate.ts';
import { type ChainRules, chainNotes, chainProblems, readChain } from './chain.ts';
import type { Handshake } from './handshake.ts';
import type { NameLook } from './look.ts';
import type { Bounded } from './offers.ts';

/** What a server shows for a name, and what a usual client makes of it. */
export interface SeenForName {
  look: NameLook;
  notes: string[];
  agreed: string | null;
  /** It could not be found out, and why. */
  unanswered?: string;
}

/** Looks at the certificates for one name; `older` = the server has a version that shows the chain on the wire. */
export async function lookAtName(
  shake: Bounded,
  name: string,
  older: boolean,
  rules: ChainRules,
): Promise<SeenForName> {
  const servername = serverNameOf(name);
  const shown = await shake({ servername, anything: true, ...(older ? { maxVersion: 'TLSv1.2' } : {}) });
  if (shown.ended === 'unanswered') return { ...nothing(name), unanswered: shown.why };
  const usual = await shake({ servername, secureContext: rules.trust.context });
  if (usual.ended === 'unanswered') return { ...nothing(name), unanswered: usual.why };
  const agreed = usual.ended === 'done' ? `${usual.version} ${usual.cipher}` : null;
  if (shown.ended !== 'done') {
    return { look: { name, chain: [], problems: [refusal(shown)] }, notes: [], agreed };
  }
  const certificates = readable(shown.chain);
  if (!certificates) {
    return {
      look: { name, chain: [], problems: ['a certificate that was sent is not to be read'] },
      notes: [],
      agreed,
    };
  }
  const verdict = usual.ended === 'done' ? usual.verdict : null;
  const chain = { certificates, inOrder: shown.inOrder, verdict };
  const problems = [
    ...chainProblems(chain, rules),
    ...nameProblems(certificates[0], name),
    ...(usual.ended === 'done' ? [] : [`a usual client cannot connect: ${usual.why}`]),
  ];
  return {
    look: { name, chain: certificates.map((each) => certificateFact.parse(factOf(each))), problems },
    notes: chainNotes(chain, rules.trust),
    agreed,
  };
}

/** What goes into Server Name Indication for a name: nothing for an IP address. */
export function serverNameOf(name: string | undefined): string | undefined {
  return name === undefined || isIP(name) ? undefined : name;
}

function nothing(name: string): Omit<SeenForName, 'unanswered'> {
  return { look: { name, chain: [], problems: [] }, notes: [], agreed: null };
}

function refusal(result: Exclude<Handshake, { ended: 'done' | 'unanswered' }>): string {
  if (result.ended === 'refused' && /EXCESSIVE_MESSAGE_SIZE/.test(result.code))
    return 'it sends more certificates than clients take (OpenSSL takes 100 KB)';
  return `no handshake: ${result.why}`;
}

/** Browsers look at the alternative names only, never at the CN. */
function nameProblems(leaf: X509Certificate | undefined, name: string): string[] {
  if (!leaf) return [];
  const covers = isIP(name) ? leaf.checkIP(name) : leaf.checkHost(name, { subject: 'never' });
  if (covers) return [];
  return [
    `the certificate is not for ${name}: its names are ${leaf.subjectAltName ?? 'none (a CN alone does not count)'}`,
  ];
}

function readable(ders: readonly Buffer[]): X509Certificate[] | undefined {
  try {
    return readChain(ders);
  } catch {
    return undefined;
  }
}
