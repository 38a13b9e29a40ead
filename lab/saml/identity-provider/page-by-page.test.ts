import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type RunningPair, startPair } from '../../pair.ts';
import { defaultPair } from '../../state/default-pair.ts';
import { accountAt, begin } from '../testing/dance.ts';
import { formOf, Visitor } from '../testing/visitor.ts';

let pair: RunningPair;
let visitor: Visitor;

beforeAll(async () => {
  pair = await startPair(defaultPair({ seed: 1, projects: 2, errors: 10, symbols: 2 }));
});
afterAll(() => pair.close());
beforeEach(async () => {
  const { identityProvider } = pair.new.state;
  if (!identityProvider) throw new Error('the pair has no identity provider');
  identityProvider.pageByPage = true;
  visitor = await Visitor.of(pair);
  return async () => {
    identityProvider.pageByPage = false;
    pair.new.state.behaviour = {};
    await visitor.close();
  };
});

/** Sends the form of a page with these fields; the form of the page that follows. */
async function answer(form: ReturnType<typeof formOf>, fields: Record<string, string>) {
  const page = await visitor.post(form.action, { ...form.fields, ...fields });
  return { page, form: () => formOf(page) };
}

test('name and password are asked for one after the other, then whether to stay', async () => {
  const { username, password } = accountAt(pair);
  const first = formOf(await begin(visitor, pair.new));
  expect(Object.keys(first.fields)).not.toContain('password');
  const second = await answer(first, { username });
  expect(second.page.text).toContain('<button type="submit">Sign in</button>');
  const third = await answer(second.form(), { password });
  expect(third.page.text).toContain('<h1>Stay signed in?</h1>');
  const last = await answer(third.form(), {});
  expect(last.form().fields.SAMLResponse).toBeTruthy();
});

test('a wrong password, and a code that is asked for beside it, let nobody in', async () => {
  const { username, password } = accountAt(pair);
  const named = await answer(formOf(await begin(visitor, pair.new)), { username });
  expect((await answer(named.form(), { password: 'wrong' })).page.status).toBe(401);
  pair.new.state.behaviour.sso = ['second-factor'];
  const asked = await answer(named.form(), { password });
  expect(asked.page.text).toContain('Enter the code');
  expect(asked.page.cookies).toEqual([]);
  expect(formOf(await begin(visitor, pair.new)).fields.SAMLResponse).toBeUndefined();
});
