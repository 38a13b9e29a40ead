import type { PortToLook } from '../ports-to-look.ts';
import type { CertificateFact } from './certificate.ts';
import { nameOf, weakerKey } from './key-strength.ts';
import { type Offer, type PortLook, tlsVersions } from './look.ts';

/** What a comparison of one port comes to. */
export interface Judgement {
  findings: string[];
  /** Differences that are no fault, and what is no worse than it was. */
  notes: string[];
  /** What could not be found out. */
  unanswered: string[];
}

type Port = Pick<PortToLook, 'port' | 'sources' | 'tls' | 'unnamed'>;

/** Judges a port of the new server by itself and, where the old one was looked at, against that. */
export function judgePort(port: Port, old: PortLook | undefined, fresh: PortLook): Judgement {
  const what = `port ${port.port} (${port.sources.join(', ')})`;
  const judgement: Judgement = { findings: [], notes: [], unanswered: [] };
  // That an unnamed port is kept from outside, or waits for another protocol, is as it may be.
  const silent = port.unnamed && fresh.speaks === null ? judgement.notes : judgement.unanswered;
  if (fresh.unanswered) silent.push(`${what}: ${fresh.unanswered.why}`);
  if (fresh.speaks === null) return judgement;
  judgeOldSide(what, old, judgement);
  judgeProtocol(port, old, fresh, judgement);
  if (fresh.speaks === 'tls') {
    const before = old?.speaks === 'tls' ? old : undefined;
    judgeVersions(before, fresh, judgement);
    judgeCiphers(before, fresh, judgement);
    judgeSuites13(before, fresh, judgement);
    judgeCertificates(before, fresh, judgement);
    judgement.notes.push(...fresh.notes);
  }
  const [findings, notes] = [judgement.findings, judgement.notes].map((texts) =>
    texts.map((text) => `${what}: ${text}`),
  );
  return { findings: findings ?? [], notes: notes ?? [], unanswered: judgement.unanswered };
}

/** Where nothing listens on the old server's port, there is nothing to compare with. */
function judgeOldSide(what: string, old: PortLook | undefined, { notes, unanswered }: Judgement): void {
  if (!old?.unanswered) return;
  const { kind, why } = old.unanswered;
  if (kind === 'refused') notes.push(`not compared: on the old server, ${why}`);
  else unanswered.push(`${what}: on the old server, ${why}`);
}

const speech: Record<string, string> = {
  tls: 'TLS',
  http: 'plain HTTP',
  other: 'something that is neither TLS nor HTTP',
  nothing: 'no TLS: it hangs up on a hello',
};

function judgeProtocol(
  { tls }: Port,
  old: PortLook | undefined,
  fresh: PortLook,
  judgement: Judgement,
): void {
  const speaks = speech[fresh.speaks ?? ''] ?? 'nothing';
  if (tls === true && fresh.speaks !== 'tls') judgement.findings.push(`should talk TLS, and talks ${speaks}`);
  else if (tls === false && fresh.speaks === 'tls') judgement.findings.push('should be plain, and talks TLS');
  else if (old?.speaks === 'tls' && fresh.speaks !== 'tls')
    judgement.findings.push(`talked TLS on the old server, and talks ${speaks}`);
  else if (old?.speaks && old.speaks !== 'tls' && fresh.speaks === 'tls')
    judgement.notes.push('talks TLS, which it did not on the old server');
}

function judgeVersions(
  old: PortLook | undefined,
  fresh: PortLook,
  { findings, notes, unanswered }: Judgement,
): void {
  for (const version of tlsVersions) {
    const [before, now] = [old?.versions[version], fresh.versions[version]];
    const outdated = version === 'TLSv1' || version === 'TLSv1.1';
    const name = version.replace(/^TLSv1$/, 'TLSv1.0').replace('TLSv', 'TLS ');
    if (now === 'unanswered') unanswered.push(`port ${fresh.port}: whether ${name} is offered`);
    else if (now === 'untried')
      notes.push(`${name} could not be tried: this machine's OpenSSL cannot speak it`);
    else if (outdated && now === 'offered' && before === 'offered')
      notes.push(`${name} is offered, as on the old server; it is outdated (RFC 8996)`);
    else if (outdated && now === 'offered')
      findings.push(
        `${name} is offered, which is outdated (RFC 8996)${before === 'not offered' ? '; the old server did not offer it' : ''}`,
      );
    else if (before === 'offered' && now === 'not offered')
      (outdated ? notes : findings).push(`${name} is missing on new: the old server offers it`);
    else if (before === 'not offered' && now === 'offered') notes.push(`${name} is extra on new`);
  }
  if (fresh.versions['TLSv1.2'] === 'not offered' && fresh.versions['TLSv1.3'] === 'not offered')
    findings.push('neither TLS 1.2 nor TLS 1.3 is offered');
}

function judgeCiphers(old: PortLook | undefined, fresh: PortLook, { findings, notes }: Judgement): void {
  for (const family of fresh.weak) {
    const before = old?.weak.includes(family);
    if (before) notes.push(`cipher suites with ${family} are taken, as on the old server`);
    else
      findings.push(
        `cipher suites with ${family} are taken${old ? ', which was not seen of the old server' : ''}`,
      );
  }
  if (!old || fresh.ciphers.length === 0) return;
  const [missing, extra] = [without(old.ciphers, fresh.ciphers), without(fresh.ciphers, old.ciphers)];
  if (missing.length > 0) notes.push(`cipher suites missing on new: ${missing.join(', ')}`);
  if (extra.length > 0) notes.push(`cipher suites extra on new: ${extra.join(', ')}`);
  if (old.ciphers.some(isModern) && !fresh.ciphers.some(isModern))
    findings.push(
      'no cipher suite of TLS 1.2 with forward secrecy and AEAD is offered; the old server has some',
    );
}

/** Whether suites of TLS 1.3 were taken; all of them are strong, so that another choice is no fault. */
function judgeSuites13(old: PortLook | undefined, fresh: PortLook, { notes }: Judgement): void {
  const [before, now] = [old?.suites13, fresh.suites13];
  if (!now) return;
  const untried = suitesThat(now, 'untried');
  if (untried.length > 0)
    notes.push(`could not be tried, since this machine's OpenSSL cannot speak them: ${untried.join(', ')}`);
  const silent = suitesThat(now, 'unanswered');
  if (silent.length > 0) notes.push(`whether these are offered was not found out: ${silent.join(', ')}`);
  if (!before) {
    if (old?.versions['TLSv1.3'] === 'offered')
      notes.push('cipher suites of TLS 1.3 not compared: those of the old server were not captured');
    return;
  }
  const [offered, others] = [suitesThat(before, 'offered'), suitesThat(before, 'not offered')];
  const missing = offered.filter((suite) => now[suite] === 'not offered');
  const extra = others.filter((suite) => now[suite] === 'offered');
  if (missing.length > 0) notes.push(`cipher suites of TLS 1.3 missing on new: ${missing.join(', ')}`);
  if (extra.length > 0) notes.push(`cipher suites of TLS 1.3 extra on new: ${extra.join(', ')}`);
}

function suitesThat(suites: NonNullable<PortLook['suites13']>, offer: Offer): string[] {
  return Object.keys(suites).filter((suite) => suites[suite] === offer);
}

function judgeCertificates(old: PortLook | undefined, fresh: PortLook, { findings, notes }: Judgement): void {
  for (const { name, problems } of fresh.names)
    findings.push(...problems.map((problem) => `as ${name}: ${problem}`));
  const [before, now] = [leafOf(old), leafOf(fresh)];
  if (!before || !now) return;
  if (weakerKey(before.key, now.key))
    findings.push(`${nameOf(now.key)} is weaker than ${nameOf(before.key)} of the old server`);
  else if (before.key.type !== now.key.type || before.key.bits !== now.key.bits)
    notes.push(`${nameOf(now.key)}, where the old server has ${nameOf(before.key)}`);
}

function leafOf(look: PortLook | undefined): CertificateFact | undefined {
  return look?.names.find(({ chain }) => chain.length > 0)?.chain[0];
}

function without(these: readonly string[], those: readonly string[]): string[] {
  return these.filter((each) => !those.includes(each));
}

function isModern(cipher: string): boolean {
  return /^(?:ECDHE|DHE)-.*(?:GCM|CHACHA20|CCM)/.test(cipher);
}

/** A look in a few lines, for the evidence. */
export function lookSummary(look: PortLook): string {
  if (look.speaks === null) return `could not be found out: ${look.unanswered?.why ?? ''}`;
  if (look.speaks !== 'tls') return `talks ${speech[look.speaks]}`;
  const offered = tlsVersions.filter((version) => look.versions[version] === 'offered').join(', ');
  const chains = look.names.map(({ name, chain }) => {
    const told = chain.map(
      ({ subject, to, key, fingerprint }) =>
        `${subject} (until ${to.slice(0, 10)}, ${key.type} ${key.bits}, sha256:${fingerprint.replaceAll(':', '').toLowerCase()})`,
    );
    return `${name}: ${told.join(' < ') || 'no chain'}`;
  });
  return [
    `${offered}; a usual client: ${look.agreed ?? 'cannot connect'}; up to TLS 1.2: ${look.ciphers.join(', ')}`,
    ...(look.suites13 ? [`TLS 1.3: ${suitesThat(look.suites13, 'offered').join(', ')}`] : []),
    ...chains,
  ].join('\n');
}
