import { type Integration, integrationName } from '../coronerd/workflows-documents.ts';
import { excerpt } from '../redact.ts';

/**
 * Where an integration might tell that it failed. That is not known of the service; the known states are enabled,
 * disabled and stopped (contract §9), and somebody may have stopped it on purpose.
 */
const fields = ['error', 'lastError', 'lastErrorMessage', 'errorMessage', 'failureReason'];

/** Why an integration is in error; undefined where nothing says so. */
export function troubleOf(integration: Integration): string | undefined {
  const { state } = integration;
  const words = fields.flatMap((field) => {
    const value = integration[field];
    if (value === undefined || value === null || value === '' || value === false) return [];
    return [typeof value === 'string' ? value : JSON.stringify(value)];
  });
  const bad = /err|fail|broken/i.test(state ?? '');
  if (state === 'disabled' || (words.length === 0 && !bad)) return undefined;
  const why = words.length > 0 ? `: ${excerpt(words.join('; '), 200)}` : '';
  return `integration ${integrationName(integration)} (${integration.pluginId ?? 'no plugin'}) is ${state ?? 'in error'}${why}`;
}

/** Stopped, and nothing says why. */
export function isSilentlyStopped(integration: Integration): boolean {
  return integration.state === 'stopped' && troubleOf(integration) === undefined;
}
