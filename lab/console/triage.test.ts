import { expect, test } from 'vitest';
import type { ConsoleBehaviour } from '../state/types.ts';
import type { Reply } from '../testing/server.ts';
import { admin, server } from './testing/small-console.ts';

type Trouble = NonNullable<ConsoleBehaviour['triage']>[number]['trouble'];

/** The triage page of the project with number 2, and where its scripts ask. */
async function triage(trouble?: Trouble) {
  if (trouble) server.state.behaviour.console = { triage: [{ pid: 2, trouble }] };
  const page = await admin.page('/p/desktop/triage?time=all');
  const attribute = (name: string) =>
    new RegExp(` data-${name}="([^"]*)"`).exec(page)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const scripts = [...page.matchAll(/assets\/([a-z]+)\.js/g)].map(([, name]) => name);
  const ask = async (path: string): Promise<Reply> => {
    const reply = await admin.post(path, {
      filter: [{ timestamp: [['at-least', '1.']] }],
      fold: { _tx: [['max']] },
    });
    return [reply.status, await reply.json()];
  };
  return { page, attribute, scripts, ask };
}

test('a sound page asks the project’s errors of the server’s own API', async () => {
  const { attribute, scripts, ask } = await triage();
  expect(scripts).toEqual(['console', 'triage']);
  expect(attribute('skip')).toBe('0');
  for (const name of ['query', 'chart']) {
    const [status, reply] = await ask(attribute(name));
    expect([status, reply.response.cardinalities.having.rows]).toEqual([200, server.state.errors[2]?.length]);
  }
});

test('a banner: the list cannot be had', async () => {
  const { attribute, ask } = await triage('banner');
  expect(await ask(attribute('query'))).toEqual([
    200,
    { error: { code: 1, message: "no such project 'desktop-'" } },
  ]);
});

test('a failing request: the chart cannot be had, the list can', async () => {
  const { attribute, ask } = await triage('failing-request');
  expect([(await ask(attribute('chart')))[0], (await ask(attribute('query')))[0]]).toEqual([404, 200]);
});

test('the other troubles', async () => {
  expect((await triage('exception')).scripts).toEqual(['console', 'uncaught', 'triage']);
  expect((await triage('never-loads')).scripts).toEqual(['console']);
  expect((await triage('blank')).page).toContain('<body></body>');
  expect((await triage('wrong-count')).attribute('skip')).toBe('1');
});

test('other projects are spared', async () => {
  server.state.behaviour.console = { triage: [{ pid: 2, trouble: 'blank' }] };
  expect(await admin.page('/p/Web%20Shop/triage')).toContain('id="counter"');
});

test('the span is the last seven days unless the address names another, and the list says so', async () => {
  const chosen = async (path: string) =>
    /aria-selected="true" href="[^"]*time=(\w+)/.exec(await admin.page(path))?.[1];
  expect(await chosen('/p/desktop/triage')).toBe('week');
  expect(await chosen('/p/desktop/triage?time=all')).toBe('all');
});
