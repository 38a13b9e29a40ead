import { X509Certificate } from 'node:crypto';
import { factOf, shortName } from './certificate.ts';
import { keyProblem } from './key-strength.ts';
import type { Trust } from './trust.ts';

/** How a chain is judged. */
export interface ChainRules {
  trust: Trust;
  /** Fewer days left than this is wrong. */
  minDays: number;
  /** ms since 1970. */
  now: number;
}

/** A chain as it was sent, and what OpenSSL made of it. */
export interface SentChain {
  certificates: readonly X509Certificate[];
  /** The order on the wire was seen. */
  inOrder: boolean;
  verdict: string | null;
}

const day = 86_400_000;
const longestPath = 12;

/** What is wrong with a chain as it was sent, apart from names: order, completeness, trust, validity, keys. */
export function chainProblems(chain: SentChain, rules: ChainRules): string[] {
  const [leaf] = chain.certificates;
  if (!leaf) return ['no certificate was sent'];
  const path = pathFrom(leaf, chain.certificates, rules.trust);
  const problems = [
    ...(path.problem ? [path.problem] : []),
    ...(chain.inOrder ? orderProblems(chain.certificates, path.sent) : []),
    ...path.sent.flatMap((each) => validityProblems(each, rules)),
    ...path.sent.flatMap((each) => keyProblems(each)),
    ...path.sent.slice(1).flatMap((each) => (each.ca ? [] : [`${named(each)} signs, but is no authority`])),
    ...usageProblems(leaf),
  ];
  // OpenSSL knows more rules than are explained here, and its word counts.
  if (problems.length === 0 && chain.verdict !== null)
    problems.push(`the chain is not trusted (${chain.verdict})`);
  return problems;
}

/** What may be told of a chain that is not wrong. */
export function chainNotes({ certificates, inOrder }: SentChain, trust: Trust): string[] {
  const [leaf] = certificates;
  if (!leaf) return [];
  const { sent } = pathFrom(leaf, certificates, trust);
  const unused = certificates.filter((each) => !sent.includes(each) && !isSelfSigned(each));
  return [
    ...unused.map((each) => `${named(each)} is sent, but not part of the chain`),
    ...(inOrder ? [] : ['only TLS 1.3 is offered, which hides the order of the chain: it was not looked at']),
  ];
}

interface Path {
  /** From the leaf on, those that the server sent. */
  sent: X509Certificate[];
  problem?: string;
}

/** Follows issuers from the leaf: first among what was sent, then among the trusted roots. */
function pathFrom(leaf: X509Certificate, all: readonly X509Certificate[], trust: Trust): Path {
  const sent = [leaf];
  for (let last = leaf; sent.length <= longestPath; ) {
    if (trust.isRoot(last)) return { sent };
    if (isSelfSigned(last)) return { sent, problem: untrustedRoot(last, sent.length === 1) };
    if (trust.rootOf(last)) return { sent };
    const issuer = all.find((each) => !sent.includes(each) && issued(each, last));
    if (!issuer) return { sent, problem: missingIssuer(last, trust) };
    sent.push(issuer);
    last = issuer;
  }
  return { sent, problem: `more than ${longestPath} certificates lead to no root` };
}

function untrustedRoot(root: X509Certificate, alone: boolean): string {
  return alone
    ? `${named(root)} is self-signed, and clients do not trust it`
    : `the chain ends in ${named(root)}, which is not a trusted root`;
}

function missingIssuer(last: X509Certificate, trust: Trust): string {
  const issuer = JSON.stringify(shortName(last.issuer));
  const known = trust.known(last) ? '; only the CA file of the settings knows it' : '';
  return `the chain is incomplete or ends at no trusted root: ${named(last)} was issued by ${issuer}, which was not sent${known}`;
}

/** Each certificate must certify the one before it (RFC 5246 §7.4.2); TLS 1.3 lets clients sort, not all do. */
function orderProblems(all: readonly X509Certificate[], path: readonly X509Certificate[]): string[] {
  const places = path.map((each) => all.indexOf(each));
  const ordered = places.every((place, index) => place === index);
  if (ordered) return [];
  const order = all.map((each) => shortName(each.subject)).join(', ');
  return [`the certificates are sent in the wrong order: ${order}; each must certify the one before it`];
}

function validityProblems(certificate: X509Certificate, { now, minDays }: ChainRules): string[] {
  const { from, to } = factOf(certificate);
  const left = (Date.parse(to) - now) / day;
  if (Date.parse(from) > now) return [`${named(certificate)} is not valid before ${from}`];
  if (left < 0) return [`${named(certificate)} has expired on ${to}`];
  if (left < minDays)
    return [
      `${named(certificate)} expires on ${to}, in ${left.toFixed(1)} days; at least ${minDays} are wanted (MIN_CERTIFICATE_DAYS)`,
    ];
  return [];
}

function keyProblems(certificate: X509Certificate): string[] {
  const problem = keyProblem(factOf(certificate).key);
  return problem ? [`${named(certificate)}: ${problem}`] : [];
}

const serverAuth = '1.3.6.1.5.5.7.3.1';
const anyUsage = '2.5.29.37.0';

function usageProblems(leaf: X509Certificate): string[] {
  // Node types it as always there; it is undefined for a certificate without the extension.
  const usage = leaf.keyUsage as string[] | undefined;
  if (!usage || usage.length === 0 || usage.includes(serverAuth) || usage.includes(anyUsage)) return [];
  return [`${named(leaf)} is not meant for servers (extended key usage)`];
}

function issued(issuer: X509Certificate, certificate: X509Certificate): boolean {
  return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

function isSelfSigned(certificate: X509Certificate): boolean {
  return certificate.subject === certificate.issuer && certificate.verify(certificate.publicKey);
}

function named(certificate: X509Certificate): string {
  return `the certificate ${JSON.stringify(shortName(certificate.subject))}`;
}

/** The certificates of a chain, from DER. Throws where one is not to be read. */
export function readChain(ders: readonly Buffer[]): X509Certificate[] {
  return ders.map((der) => new X509Certificate(der));
}
