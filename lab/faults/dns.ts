import { samlHost } from '../host/debian/side-services.ts';
import { callbackUrl } from '../saml/addresses.ts';
import { rowsOf } from '../state/row.ts';
import type { DnsRecord, ServerState } from '../state/types.ts';
import { changed, type Fault, present } from './fault.ts';
import { onOneLine, type Said } from './said.ts';

function dnsFault(
  description: string,
  says: Said,
  change: (state: ServerState) => void,
  outcome?: 'error',
): Fault {
  return { description, red: ['network.dns'], says, apply: changed(change), ...(outcome ? { outcome } : {}) };
}

/** A fault that shows once DNS is switched. */
function switchedFault(description: string, says: Said, change: (state: ServerState) => void): Fault {
  const apply = changed((state) => {
    change(state);
    switchNames(state);
  });
  return { description, red: ['network.dns'], says, apply };
}

/** Where the new server of the lab is. */
const loopback = '127.0.0.1';
const samlFile = '/opt/backtrace/backtrace-saml/saml.json';

/**
 * Names count as switched where NEW_ADDRESS is not set. The lab's names are its own, so that its server is then reached,
 * links to itself, and knows its tenant, by its address.
 */
export function switchNames(state: ServerState): void {
  const file = present(state.host.files[samlFile], samlFile);
  file.content = file.content?.replaceAll(state.hostname, loopback);
  for (const row of rowsOf(state, 'saml')) row.callback_url = callbackUrl(loopback);
  state.hostname = loopback;
}

function zoneOf(state: ServerState) {
  return present(state.dns, 'zone');
}

/** The record of a name; of the server's own one, unless another is given. */
function recordOf(state: ServerState, type: DnsRecord['type'], name = state.hostname): DnsRecord {
  const record = zoneOf(state).records.find((each) => each.name === name && each.type === type);
  return present(record, `record ${type} of ${name}`);
}

/** Puts other records in the place of those of the server's own name. */
function replaceOwn(state: ServerState, records: DnsRecord[]): void {
  const zone = zoneOf(state);
  zone.records = [...zone.records.filter(({ name }) => name !== state.hostname), ...records];
}

const beforeSwitch: Record<string, Fault> = {
  'dns-alias-loop': dnsFault(
    'the name of the new server is an alias that leads back to itself',
    /leads back to itself/,
    (state) => {
      const [name, other] = [state.hostname, `alias.${state.hostname}`];
      replaceOwn(state, [
        { name, type: 'CNAME', value: other },
        { name: other, type: 'CNAME', value: name },
      ]);
    },
  ),
  'dns-servfail': dnsFault(
    'the name server fails',
    /SERVFAIL/,
    (state) => {
      zoneOf(state).trouble = 'servfail';
    },
    'error',
  ),
  'dns-silent': dnsFault(
    'the name server does not answer',
    /the name server is silent/,
    (state) => {
      zoneOf(state).trouble = 'silent';
    },
    'error',
  ),
};

const afterSwitch: Record<string, Fault> = {
  'dns-name-unknown': switchedFault(
    'the name of the new server is not in DNS',
    onOneLine('new.backtrace.test ', 'does not exist (NXDOMAIN)'),
    (state) => replaceOwn(state, []),
  ),
  'dns-points-to-old': switchedFault(
    'the name still points to the old server',
    onOneLine('new.backtrace.test ', 'still points to the old server: A 10.20.0.8'),
    (state) => {
      recordOf(state, 'A').value = '10.20.0.8';
    },
  ),
  'dns-aaaa-left-behind': switchedFault(
    'the IPv6 address of the name was left behind at the old server',
    /still points to the old server: AAAA fd20::8/,
    (state) => {
      recordOf(state, 'AAAA').value = 'fd20::8';
    },
  ),
  'dns-points-elsewhere': switchedFault(
    'the name points to a third machine',
    /points elsewhere: A 10\.20\.0\.77, expected/,
    (state) => {
      recordOf(state, 'A').value = '10.20.0.77';
    },
  ),
  'dns-alias-to-old': switchedFault(
    'the name is an alias of the name of the old server',
    /still points to the old server: A 10\.20\.0\.8/,
    (state) => {
      replaceOwn(state, [{ name: state.hostname, type: 'CNAME', value: 'old.backtrace.test' }]);
    },
  ),
  'dns-sso-callback-at-old': switchedFault(
    'the name of the callback of single sign-on still points to the old server',
    onOneLine(
      'saml.acme.example (saml.json ',
      'callbackUrl',
      ') still points to the old server: A 10.20.0.8',
    ),
    (state) => {
      recordOf(state, 'A', samlHost).value = '10.20.0.8';
    },
  ),
};

/** Faults of names in DNS. */
export const dnsFaults: Record<string, Fault> = { ...beforeSwitch, ...afterSwitch };
