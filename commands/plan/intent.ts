import type { Browser } from '../../helpers/console/chromium.ts';
import type { Settings } from '../../helpers/settings/settings.ts';
import { waiverFor } from '../../helpers/settings/waivers.ts';
import { checklist, type StepId } from '../../specs/checklist.ts';

/** How the intent of a step begins that reads, and is then skipped. */
export const readsOnly = 'reads only';

/** Whether a step would run with these settings, or why it would be skipped, at once or when it has read. */
export function intentOf(
  id: StepId,
  source: string | undefined,
  settings: Settings,
  today = new Date(),
  browser: Browser = {},
): string {
  const intent = ownIntent(id, source, settings, today, browser);
  const reads = checklist[id].readsFirst && !intent.startsWith('skipped, waived');
  return reads ? intent.replace(/^skipped/, readsOnly) : intent;
}

function ownIntent(
  id: StepId,
  source: string | undefined,
  settings: Settings,
  today: Date,
  browser: Browser,
): string {
  const { effect, project } = checklist[id];
  const waiver = waiverFor(settings.waivers, id, today);
  const words = new Set(source?.match(/\w+/g));
  const uses = (fixture: string) => words.has(fixture);
  if (source === undefined) return 'no spec yet';
  if (waiver) return `skipped, waived: ${waiver.reason}`;
  if (effect !== 'none' && !settings.allow.includes(effect))
    return `skipped, not allowed: ${effect} is not in ALLOW`;
  if ((project === 'ui' || project === 'sso') && 'missing' in browser)
    return `skipped, not configured: ${browser.missing}`;
  if (uses('logInBySso') && !settings.console.sso)
    return 'skipped, not configured: SSO_USERNAME and SSO_PASSWORD';
  if (uses('newHost') && !settings.new.ssh) return 'skipped, not configured: NEW_SSH';
  if ((uses('pair') || uses('network') || uses('oldNames')) && !settings.old && !settings.oldBaseline) {
    return 'skipped, not configured: OLD_URL or OLD_BASELINE';
  }
  if (['probe', 'symbolProbe', 'knownGood'].some(uses) && !settings.probeProject)
    return 'skipped, not configured: PROBE_PROJECT';
  if (uses('knownGood') && settings.knownGoodSymbols.length === 0)
    return 'skipped, not configured: KNOWN_GOOD_SYMBOL';
  if (effect === 'workflow' || effect === 'ticket') {
    if (!settings.allow.includes('submit')) return 'skipped, not allowed: submit is not in ALLOW';
    if (!settings.probeProject) return 'skipped, not configured: PROBE_PROJECT';
  }
  if (effect === 'workflow' && !settings.webhook) return 'skipped, not configured: WEBHOOK_LISTEN';
  if (effect === 'ticket' && !settings.tracker) return 'skipped, not configured: TRACKER_URL';
  if (uses('mailbox') && !settings.mail) return 'skipped, not configured: MAIL_TO';
  return 'runs';
}
