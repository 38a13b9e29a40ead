import type { Random } from '../random.ts';
import type { Row, Value } from '../types.ts';

/** A custom attribute: how it is indexed, and a value of it as an application would send it. */
export interface CustomAttribute {
  name: string;
  type: string;
  format: string;
  description: string;
  value(random: Random): Value;
}

const kinds: CustomAttribute[] = [
  custom(
    'build.commit',
    'dictionary',
    'commit',
    'Commit of the build',
    (random) => `c0ffee${random.integer(10, 60)}`,
  ),
  custom(
    'memory.used',
    'uint64',
    'bytes',
    'Resident memory',
    (random) => random.integer(1, 4_000) * 1_048_576,
  ),
  custom('cpu.count', 'uint8', 'none', 'Processors', (random) => random.pick([2, 4, 8, 16])),
  custom('http.status', 'uint16', 'none', 'Reply that failed', (random) => random.pick([404, 500, 502, 503])),
  custom('session.seconds', 'uint32', 'seconds', 'Length of the session', (random) =>
    random.integer(1, 90_000),
  ),
  custom('is.beta', 'bitmap', 'none', 'Beta channel', (random) => random.integer(0, 1)),
  custom('device.id', 'uuid', 'uuid', 'Device', (random) => uuid(random)),
  custom(
    'client.address',
    'uint128',
    'ipv6',
    'Address of the client',
    (random) => `20010db8${random.hex(24)}`,
  ),
  custom(
    'started.at',
    'uint64',
    'js_timestamp',
    'Start of the process',
    (random) => 1_780_000_000_000 + random.integer(0, 10_000_000_000),
  ),
  custom('fault.address', 'uint64', 'memory_address', 'Faulting address', (random) =>
    random.integer(0, 2 ** 40),
  ),
  custom('region', 'dictionary', 'none', 'Region “of sale”', (random) =>
    random.pick(['eu-west', 'us-east', 'ap-south']),
  ),
  custom('release.channel', 'dictionary', 'labels', 'Channels', (random) =>
    random.pick(['stable', 'beta canary', 'nightly']),
  ),
  custom('ping', 'uint32', 'milliseconds', 'Round trip', (random) => random.integer(3, 900)),
];

function custom(
  name: string,
  type: string,
  format: string,
  description: string,
  value: CustomAttribute['value'],
): CustomAttribute {
  return { name, type, format, description, value };
}

/** Random UUID text. */
export function uuid(random: Random): string {
  return `${random.hex(8)}-${random.hex(4)}-4${random.hex(3)}-8${random.hex(3)}-${random.hex(12)}`;
}

/** About ten attributes that a project indexes; none for an empty choice of kinds. */
export function customAttributes(random: Random): CustomAttribute[] {
  return random.shuffle(kinds).slice(0, random.integer(8, 12));
}

/** The `attribute` rows of a project. */
export function attributeRows(pid: number, attributes: CustomAttribute[]): Row[] {
  return attributes.map(({ name, type, format, description }) => ({
    project: pid,
    name,
    type,
    format,
    description,
  }));
}
