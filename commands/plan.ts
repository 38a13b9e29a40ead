import { chromium } from '@playwright/test';
import { specEntries } from '../fixtures/spec-index.ts';
import { findChromium } from '../helpers/console/chromium.ts';
import { outliveReader } from '../helpers/verdict/closed-output.ts';
import { asStepId, checklist, type Project } from '../specs/checklist.ts';
import { callsIn } from './plan/calls.ts';
import { intentOf, readsOnly } from './plan/intent.ts';
import { loadKnownSettings, orUnusable } from './unusable.ts';

/** Prints what a run with the present settings would do, step by step. Reads settings and specs, touches nothing else. */
outliveReader();
const settings = orUnusable(loadKnownSettings);
const projects: Project[] = ['server', 'data', 'ui', 'sso'];
const sources = new Map(
  projects.flatMap((project) => specEntries(project)).map(({ id, source }) => [id, source]),
);

console.log(
  `new server  ${settings.new.url.origin}${settings.new.address ? ` (at ${settings.new.address})` : ''}`,
);
console.log(`old server  ${settings.old?.url.origin ?? settings.oldBaseline ?? '(none)'}`);
console.log(`allowed     ${settings.allow.join(', ') || 'nothing: read only'}`);

if (settings.plainHttp.length > 0)
  console.log(
    `plain http  ${settings.plainHttp.join(', ')}: passwords and tokens go there unencrypted (ALLOW_PLAIN_HTTP=yes)`,
  );

// A baseline answers in the place of both.
const absent = [
  ...(settings.old ? [] : (['old server'] as const)),
  ...(settings.old?.ssh ? [] : (['old host'] as const)),
];
const browser = findChromium(settings.console.chromium, chromium.executablePath());

const counts = new Map<string, number>();
for (const [name, step] of Object.entries(checklist)) {
  const id = asStepId(name);
  if (!id) continue;
  const source = sources.get(id);
  const intent = intentOf(id, source, settings, new Date(), browser);
  const kind = intent.split(/[:,]/)[0] ?? intent;
  counts.set(kind, (counts.get(kind) ?? 0) + 1);
  if (source === undefined) continue;
  console.log(
    `\n${id}  ${step.title}\n  ${intent}${step.effect === 'none' ? '' : `  [effect: ${step.effect}]`}`,
  );
  const calls = intent === 'runs' ? source : kind === readsOnly ? (step.readsFirst ?? '') : '';
  for (const asked of callsIn(calls, absent).asked) console.log(`    ${asked}`);
}
console.log(`\n${[...counts].map(([kind, count]) => `${count} ${kind}`).join(', ')}.`);
