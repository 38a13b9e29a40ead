import { type Integration, integrationName } from '../coronerd/workflows-documents.ts';
import { excerpt } from '../redact.ts';

/**
 * Where an integration might tell that it failed. That is not known of the service; the known states are enabled,
 * disabled and stopped (contract §9), and somebody may have stopped it on purpose. The first are an error in any state,
 * the others may say why one is stopped.
 */
const errorFields = ['error', 'lastError', 'lastErrorMessage', 'errorMessage', 'failureReason'];
const telling = /error|message|reason|failure/i;
const deepest = 4;

/** Why an integration is in error; undefined where nothing says so. */
export function troubleOf(integration: Integration): string | undefined {
  const { state, options: _, ...fields } = integration;
  const errors = errorFields.flatMap((field) => {
    const value = integration[field];
    if (value === undefined || value === null || value === '' || value === false) return [];
    return [typeof value === 'string' ? value : JSON.stringify(value)];
  });
  const bad = /err|fail|broken/i.test(state ?? '');
  const words = errors.length === 0 && (bad || state === 'stopped') ? wordsIn(fields) : errors;
  if (state === 'disabled' || (words.length === 0 && !bad)) return undefined;
  const why = words.length > 0 ? `: ${excerpt(words.join('; '), 200)}` : '';
  return `${namedAs(integration)} is ${state ?? 'in error'}${why}`;
}

/** Stopped, and nothing says why. */
export function isSilentlyStopped(integration: Integration): boolean {
  return integration.state === 'stopped' && troubleOf(integration) === undefined;
}

/** As findings name an integration. */
export function namedAs(integration: Integration): string {
  return `integration ${integrationName(integration)} (${integration.pluginId ?? 'no plugin'})`;
}

/** What fields with a telling name say, however deep. */
function wordsIn(fields: object, depth = 0): string[] {
  return Object.entries(fields).flatMap(([name, value]: [string, unknown]) => {
    if (typeof value === 'string') return telling.test(name) && value !== '' ? [value] : [];
    return typeof value === 'object' && value !== null && depth < deepest ? wordsIn(value, depth + 1) : [];
  });
}
