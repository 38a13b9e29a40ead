import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type RunningPair, startPair } from '../pair.ts';
import { defaultPair } from '../state/default-pair.ts';
import { findRow } from '../state/row.ts';
import type { Behaviour } from '../state/types.ts';
import { callbackUrl } from './addresses.ts';
import { begin, originOf, responseFor } from './testing/dance.ts';
import { Visitor } from './testing/visitor.ts';

let pair: RunningPair;
let visitor: Visitor;

beforeAll(async () => {
  pair = await startPair(defaultPair({ seed: 1, projects: 4, errors: 10, symbols: 2 }));
});
afterAll(() => pair.close());
beforeEach(async () => {
  visitor = await Visitor.of(pair);
  return async () => {
    pair.new.state.behaviour = {};
    await visitor.close();
  };
});

const lastAudit = (side: 'old' | 'new') => pair[side].state.audit.at(-1)?.message;

test.each<[NonNullable<Behaviour['sso']>[number], number, RegExp]>([
  ['wrong-audience', 403, /audience/i],
  ['expired-assertion', 403, /subject confirmation|expired/i],
  ['unsigned-assertion', 403, /Invalid signature/],
  ['not-authenticated', 500, /not authenticated/],
])('%s ends in the failure page of the new server only', async (trouble, status, reason) => {
  pair.new.state.behaviour.sso = [trouble];
  const { action, fields } = await responseFor(visitor, pair);
  const page = await visitor.post(action, fields);
  expect([page.status, page.cookies]).toEqual([status, []]);
  expect(page.text).toContain('Failed to login - Internal Error');
  expect(lastAudit('new')).toMatch(reason);

  const old = await responseFor(visitor, pair, { side: 'old' });
  expect((await visitor.post(old.action, old.fields)).status).toBe(303);
});

test('an identity provider that still answers to the old host ends on it, where nobody asked', async () => {
  pair.new.state.behaviour.sso = ['callback-to-the-other-host'];
  const { action, fields } = await responseFor(visitor, pair);
  expect(action).toBe(`${originOf(pair.old)}/api/sso/saml/old.backtrace.test`);
  expect((await visitor.post(action, fields)).status).toBe(403);
  expect(lastAudit('old')).toMatch(/InResponseTo is not valid/);
});

test('so does a callback URL that was not changed on the new server', async () => {
  const row = findRow(pair.new.state, 'saml', 'enabled', 1) ?? {};
  const before = row.callback_url ?? null;
  row.callback_url = callbackUrl(pair.old.state.hostname);
  const { action } = await responseFor(visitor, pair);
  row.callback_url = before;
  expect(new URL(action).hostname).toBe('old.backtrace.test');
});

test('an identity provider that is down cannot be reached', async () => {
  pair.new.state.behaviour.sso = ['identity-provider-down'];
  await expect(begin(visitor, pair.new)).rejects.toThrow(/socket|closed|reset/i);
  pair.new.state.behaviour = {};
  expect((await begin(visitor, pair.new)).status).toBe(200);
});
