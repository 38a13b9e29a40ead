import { isIPv4 } from 'node:net';
import type { EndpointName } from '../endpoint-names.ts';
import type { Resolved } from './resolve.ts';
import { isPrivateAddress } from './same-address.ts';

/** What is known of the addresses of the two servers, each in one spelling. */
export interface KnownAddresses {
  /** Of the new server; empty where nothing is known. */
  fresh: readonly string[];
  /** `fresh` are all that names may resolve to (EXPECT_ADDRESSES), not only those that are known. */
  complete: boolean;
  /** Of the old server, without those that the new one has as well. */
  old: readonly string[];
  /** DNS was not switched yet: names that lead elsewhere will have to change. */
  beforeSwitch: boolean;
}

export interface NameJudgement {
  findings: string[];
  notes: string[];
  unanswered: string[];
}

/** Judges where one name leads. */
export function judgeName(endpoint: EndpointName, resolved: Resolved, known: KnownAddresses): NameJudgement {
  const what = `${endpoint.name} (${endpoint.sources.join(', ')})`;
  const judgement: NameJudgement = { findings: [], notes: [], unanswered: [] };
  const missing = resolved.unanswered ?? brokenName(resolved);
  if (endpoint.identifier && missing) {
    judgement.notes.push(`${what} need not be in DNS: ${missing}`);
    return judgement;
  }
  if (resolved.unanswered) {
    judgement.unanswered.push(`${what}: ${resolved.unanswered}`);
    return judgement;
  }
  if (known.beforeSwitch && !resolved.exists && !resolved.loops && resolved.chain.length <= 1) {
    const target = known.fresh.join(' and ');
    judgement.notes.push(
      `${what} does not exist yet (NXDOMAIN): create it at the switch${target ? `, with ${target}` : ''}`,
    );
    return judgement;
  }
  const wrong = brokenName(resolved);
  if (wrong) {
    judgement.findings.push(`${what} ${wrong}`);
    return judgement;
  }
  for (const address of [...resolved.A, ...resolved.AAAA])
    judgeAddress(what, address, endpoint, known, judgement);
  return judgement;
}

/** What is wrong with a name wherever it should lead. */
function brokenName({ chain, loops, A, AAAA, exists }: Resolved): string | undefined {
  const via = chain.length > 1 ? ` (${chain.join(' → ')})` : '';
  if (loops) return `is an alias that leads back to itself, or through more than 16 names${via}`;
  if (!exists)
    return chain.length > 1 ? `is an alias of a name that does not exist${via}` : 'does not exist (NXDOMAIN)';
  if (A.length + AAAA.length === 0) return `has neither an A nor an AAAA record${via}`;
  return undefined;
}

function judgeAddress(
  what: string,
  address: string,
  { own }: EndpointName,
  known: KnownAddresses,
  { findings, notes, unanswered }: NameJudgement,
): void {
  const record = `${isIPv4(address) ? 'A' : 'AAAA'} ${address}`;
  if (known.fresh.includes(address)) {
    if (known.beforeSwitch) notes.push(`${what}: ${record} is the new server already`);
    return;
  }
  const isOld = known.old.includes(address);
  if (!own && !isOld) return void notes.push(`${what}: ${record}, which may be a machine of its own`);
  if (known.beforeSwitch) {
    const target = known.fresh.filter((each) => isIPv4(each) === isIPv4(address)).join(' or ');
    const change = target ? `change it to ${target}` : 'remove it';
    notes.push(
      `${what}: ${record}${isOld ? ' is the old server' : ' is not the new server'}; at the switch, ${change}`,
    );
    return;
  }
  if (isOld) findings.push(`${what} still points to the old server: ${record}`);
  else if (known.fresh.length === 0)
    notes.push(`${what}: ${record}; the addresses of the new server are not known`);
  else if (!known.complete && behindTranslation(address, known.fresh))
    unanswered.push(
      `${what}: ${record} is public, and the new host knows private addresses only (${known.fresh.join(', ')}): set EXPECT_ADDRESSES`,
    );
  else
    findings.push(
      `${what} points elsewhere: ${record}, expected ${known.fresh.join(' or ')}${known.complete ? '' : ' (set EXPECT_ADDRESSES for a load balancer or NAT)'}`,
    );
}

/** The machine cannot know the address that others see. */
function behindTranslation(address: string, fresh: readonly string[]): boolean {
  const family = fresh.filter((each) => isIPv4(each) === isIPv4(address));
  return !isPrivateAddress(address) && family.length > 0 && family.every(isPrivateAddress);
}

/** A name in one line, for the evidence. */
export function resolvedSummary({ chain, loops, A, AAAA, exists, unanswered }: Resolved): string {
  if (unanswered) return unanswered;
  const alias = chain.length > 1 ? `CNAME ${chain.slice(1).join(' → ')}; ` : '';
  if (loops) return `${alias}a loop`;
  if (!exists) return `${alias}NXDOMAIN`;
  return `${alias}A ${A.join(', ') || 'none'}; AAAA ${AAAA.join(', ') || 'none'}`;
}
