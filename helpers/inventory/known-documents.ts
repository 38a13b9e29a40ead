import type { Plain } from './entry.ts';

type Normalise = (value: Plain) => Plain;

/** Documents whose spellings differ without meaning anything (contract §6.5, §12), by type and field. */
const documents: Record<string, Record<string, Normalise>> = {
  instance_retention: { rules: retentionRules },
  universe_retention: { rules: retentionRules },
  project_retention: { rules: retentionRules },
  project_sampling: { configuration: samplingConfiguration },
  api_token: { capabilities: wordSet },
  report: { rcpt: wordSet },
};

/** The value in the one spelling in which it is compared. */
export function normaliseDocument(type: string, field: string, value: Plain): Plain {
  const fields = Object.hasOwn(documents, type) ? documents[type] : undefined;
  const normalise = fields && Object.hasOwn(fields, field) ? fields[field] : undefined;
  return normalise ? normalise(value) : value;
}

/**
 * Retention rules with seconds as numbers under `time`, sorted subsets, and `all` where none are named. What is only
 * true for a moment (next object, counters) is left out.
 */
export function retentionRules(rules: Plain): Plain {
  return listOf(rules).map((rule) => ({
    criteria: listOf(rule.criteria).map(({ type, op, time, value, time_end }) =>
      defined({ type, op, time: seconds(time ?? value), time_end: seconds(time_end) }),
    ),
    actions: listOf(rule.actions).map(({ type, subsets }) =>
      type === 'delete-all' ? { type, subsets: subsetsOf(subsets) } : defined({ type, subsets }),
    ),
  }));
}

/** Sampling configuration with the defaults of contract §6.5 filled in. */
export function samplingConfiguration(configuration: Plain): Plain {
  const given = isObject(configuration) ? configuration : {};
  const missing = isObject(given.missing_symbols) ? given.missing_symbols : {};
  return {
    ...given,
    reset_interval: seconds(given.reset_interval) ?? 86400,
    buckets: seconds(given.buckets) ?? 512,
    missing_symbols: { process_whitelisted: true, process_private: true, ...missing },
  };
}

function wordSet(words: Plain): Plain {
  if (typeof words !== 'string') return words;
  return [...new Set(words.split(/[\s,;]+/).filter((word) => word !== ''))].sort();
}

function subsetsOf(subsets: Plain | undefined): Plain {
  return Array.isArray(subsets) && subsets.length > 0 ? [...subsets].sort() : ['all'];
}

function seconds(value: Plain | undefined): Plain | undefined {
  return typeof value === 'string' && /^\d+\.?$/.test(value)
    ? Number.parseInt(value, 10)
    : (value ?? undefined);
}

function defined(fields: Record<string, Plain | undefined>): Record<string, Plain> {
  return Object.fromEntries(
    Object.entries(fields).filter((each): each is [string, Plain] => each[1] !== undefined),
  );
}

function listOf(value: Plain | undefined): Record<string, Plain>[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function isObject(value: Plain | undefined): value is Record<string, Plain> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
