import type { ChainRules } from './chain.ts';
import type { Handshake, Target } from './handshake.ts';
import type { PortLook, TlsVersion } from './look.ts';
import { lookAtName, serverNameOf } from './look-at-name.ts';
import { type Bounded, bounded, ciphersOf, suites13Of, versionsOf, weakOf } from './offers.ts';

/** How a port is looked at. */
export interface LookOptions extends ChainRules {
  /** Names that clients use for it, at least one; the first is the usual one. */
  names: readonly string[];
  /** For everything about this port, ms. */
  total?: number;
}

const usualTotal = 60_000;
const mostNames = 30;

/** Looks at one port as TLS clients see it. Sends hellos and nothing else; never throws for what the server does. */
export async function lookAtPort(target: Target, options: LookOptions): Promise<PortLook> {
  const deadline = Date.now() + (options.total ?? usualTotal);
  const shake = bounded(target, deadline);
  const servername = serverNameOf(options.names[0]);
  const first = await firstContact(shake, servername);
  const blank = blankLook(target.port);
  if (first.ended === 'unanswered') {
    return { ...blank, unanswered: { kind: first.kind, why: first.why } };
  }
  if (first.ended === 'refused' && first.reply !== 'tls') return { ...blank, speaks: first.reply };

  const versions = await versionsOf(shake, servername);
  const newest = newestOlder(versions);
  const look: PortLook = { ...blank, speaks: 'tls', versions };
  await lookAtNames(look, shake, newest !== undefined, options);
  if (versions['TLSv1.3'] === 'offered') look.suites13 = await suites13Of(shake, servername);
  if (newest) await lookAtCiphers(look, { shake, target, deadline, servername, newest });
  return look;
}

/** A hello of every version up to 1.2, and one of every version: some drop what they think too old without a word. */
async function firstContact(shake: Bounded, servername: string | undefined): Promise<Handshake> {
  const first = await shake({ servername, anything: true, maxVersion: 'TLSv1.2' });
  if (first.ended !== 'refused' || first.reply !== 'nothing') return first;
  return shake({ servername, anything: true });
}

async function lookAtNames(
  look: PortLook,
  shake: Bounded,
  older: boolean,
  options: LookOptions,
): Promise<void> {
  const names = options.names.slice(0, mostNames);
  for (const [index, name] of names.entries()) {
    const seen = await lookAtName(shake, name, older, options);
    if (seen.unanswered) {
      look.unanswered ??= { kind: 'silent', why: `as ${name}: ${seen.unanswered}` };
      continue;
    }
    look.names.push(seen.look);
    if (index === 0) look.agreed = seen.agreed;
    look.notes.push(...seen.notes.filter((note) => !look.notes.includes(note)));
  }
  const more = options.names.length - names.length;
  if (more > 0) look.notes.push(`${more} further names were not tried`);
}

async function lookAtCiphers(
  look: PortLook,
  given: {
    shake: Bounded;
    target: Target;
    deadline: number;
    servername: string | undefined;
    newest: TlsVersion;
  },
): Promise<void> {
  const { shake, target, deadline, servername, newest } = given;
  const { ciphers, whole } = await ciphersOf(shake, servername, newest);
  look.ciphers.push(...ciphers);
  if (!whole) look.notes.push('not all cipher suites were found out');
  const { weak, unknown } = await weakOf(target, servername, deadline);
  look.weak.push(...weak);
  if (unknown.length > 0)
    look.unanswered ??= { kind: 'silent', why: `no answer to hellos with ${unknown.join(', ')}` };
}

function newestOlder(versions: PortLook['versions']): TlsVersion | undefined {
  return (['TLSv1.2', 'TLSv1.1', 'TLSv1'] as const).find((version) => versions[version] === 'offered');
}

function blankLook(port: number): PortLook {
  const none = 'not offered' as const;
  return {
    port,
    speaks: null,
    versions: { TLSv1: none, 'TLSv1.1': none, 'TLSv1.2': none, 'TLSv1.3': none },
    ciphers: [],
    agreed: null,
    weak: [],
    names: [],
    notes: [],
  };
}
