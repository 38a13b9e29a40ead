import { type DeduplicationRule, rulesOf } from '../../coronerd/callstack/rules.ts';
import { fingerprintOf } from '../../coronerd/submission/fingerprint.ts';
import type { Random } from '../random.ts';
import type { Row, StoredError } from '../types.ts';
import { type CustomAttribute, uuid } from './attributes.ts';
import { type Crash, crashes } from './stacks.ts';

/** What the errors of one project are made from. */
export interface ErrorSource {
  groups: { crash: Crash; fingerprint: string }[];
  attributes: CustomAttribute[];
  application: string;
}

/** Between 4 and 24 groups of errors of a project, fingerprinted with its deduplication rules. */
export function errorSource(
  random: Random,
  project: Row,
  rules: Row[],
  attributes: CustomAttribute[],
): ErrorSource {
  const applied: DeduplicationRule[] = rulesOf(rules.filter((rule) => rule.project === project.pid));
  const groups = crashes(random, random.integer(4, 24)).map((crash) => ({
    crash,
    fingerprint: fingerprintOf(crash.frames, applied),
  }));
  return { groups, attributes, application: String(project.name).toLowerCase().replaceAll(' ', '-') };
}

/** So many errors, spread over a span of time (unix seconds), with ids that ascend from `firstId`. */
export function makeErrors(
  random: Random,
  source: ErrorSource,
  span: { from: number; to: number; count: number; firstId: number },
): StoredError[] {
  const times = Array.from({ length: span.count }, () => random.integer(span.from, span.to)).sort(
    (a, b) => a - b,
  );
  let id = span.firstId - 1;
  return times.map((timestamp) => {
    id += random.chance(0.05) ? 2 : 1;
    return makeError(random, source, id, timestamp);
  });
}

function makeError(random: Random, source: ErrorSource, id: number, timestamp: number): StoredError {
  const group = source.groups[random.skewed(source.groups.length)] ?? random.pick(source.groups);
  const { crash, fingerprint } = group;
  const attributes: StoredError['attributes'] = {
    hostname: `host-${random.integer(1, 40)}`,
    application: source.application,
    version: `2.${random.skewed(6)}.${random.integer(0, 3)}`,
    'error.message': crash.message,
    'error.type': crash.kind,
    classifiers: crash.classifiers,
    guid: uuid(random),
    'process.age': random.integer(1, 600_000),
    'uname.sysname': random.pick(['Linux', 'Windows NT', 'Darwin', 'Android']),
    uuid: uuid(random),
    'build.url': `https://ci.acme.example/${random.integer(1, 999)}`,
  };
  for (const { name, value } of source.attributes) {
    if (random.chance(0.9)) attributes[name] = value(random);
  }
  return {
    id,
    rxid: `${random.hex(2)}000000-${random.hex(4)}-${random.hex(4)}-0000-000000000000`,
    timestamp,
    fingerprint,
    attributes,
    callstack: crash.frames,
    attachments: random.chance(0.05) ? [attachment(random, id)] : [],
  };
}

function attachment(random: Random, id: number): StoredError['attachments'][number] {
  const lines = Array.from(
    { length: random.integer(2, 8) },
    (_, line) => `line ${line} of object ${id}: ${random.hex(20)}`,
  );
  const base64 = Buffer.from(`${lines.join('\n')}\n`).toString('base64');
  return { id: String(id * 4 + 1), name: 'application.log', contentType: 'text/plain', base64 };
}
