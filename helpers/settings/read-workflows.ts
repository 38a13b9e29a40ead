import type { Problem } from './problem.ts';
import type { Get } from './read.ts';
import type { Settings } from './settings.ts';

/** An address such as 0.0.0.0 can be listened on, but not be called. */
const everyAddress = ['0.0.0.0', '::'];

/** Where notifications are waited for; a URL that the new server could not call is a problem. */
export function readWebhook(get: Get, problems: Problem[]): Pick<Settings, 'webhook'> {
  const [listen, url] = [get('WEBHOOK_LISTEN'), get('WEBHOOK_URL')];
  if (url && !listen)
    problems.push({ variable: 'WEBHOOK_URL', message: 'is set, but WEBHOOK_LISTEN is not' });
  if (!listen) return {};
  if (!url && everyAddress.includes(listen.host)) {
    problems.push({
      variable: 'WEBHOOK_URL',
      message: `is not set, and the new server cannot call ${listen.host}: say by which URL it reaches this machine`,
      example: 'WEBHOOK_URL=http://verifier.example.com:8099',
    });
  }
  return { webhook: { listen, ...(url ? { url } : {}) } };
}

/** The issue tracker: all of it or nothing. */
export function readTracker(get: Get, problems: Problem[]): Pick<Settings, 'tracker'> {
  const [url, username, password] = [get('TRACKER_URL'), get('TRACKER_USERNAME'), get('TRACKER_PASSWORD')];
  const caFile = get('TRACKER_CA_FILE');
  if (url && username && password)
    return { tracker: { url, username, password, ...(caFile ? { caFile } : {}) } };
  const values = { TRACKER_URL: url, TRACKER_USERNAME: username, TRACKER_PASSWORD: password };
  if (caFile && !url && !username && !password)
    problems.push({ variable: 'TRACKER_CA_FILE', message: 'is set, but TRACKER_URL is not' });
  const [set, missing] = [true, false].map((wanted) =>
    Object.entries(values).flatMap(([name, value]) => ((value !== undefined) === wanted ? [name] : [])),
  );
  for (const variable of set?.length ? (missing ?? []) : [])
    problems.push({ variable, message: `is not set, but ${set?.join(' and ')} is` });
  return {};
}
