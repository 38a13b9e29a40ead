import { expect, test } from 'vitest';
import { integrationKey, workflowTypes } from '../inventory/workflow-entries.ts';
import { inError, silentlyStopped, stoppedByMove, worseThan } from './integration-states.ts';

const project = { universe: 'acme', name: 'shop' };
const placed = (id: number, state: string, more: object = {}) => ({
  project,
  integration: { id, watcherName: `channel ${id}`, pluginId: 'slack', state, ...more },
});
const before = (state: string, id = 1) => {
  const { integration } = placed(id, state);
  return { type: workflowTypes.integration, key: integrationKey(project, integration), fields: { state } };
};

test('one that is stopped without a word is judged by what the old server has', () => {
  const stopped = silentlyStopped([placed(1, 'stopped'), placed(2, 'stopped'), placed(3, 'enabled')]);
  expect(stoppedByMove(stopped, [before('enabled'), before('stopped', 2), before('enabled', 3)])).toEqual([
    'acme/shop: integration channel 1 (slack) is stopped, and enabled on the old server',
  ]);
  expect(stoppedByMove(stopped, [])).toEqual([]);
});

test('what the test error stopped is told, with or without a word, and nothing that was so before', () => {
  const first = [placed(1, 'enabled'), placed(2, 'enabled'), placed(3, 'stopped'), placed(4, 'errored')];
  const then = [placed(1, 'stopped'), placed(2, 'stopped', { lastError: 'refused' }), ...first.slice(2)];
  expect(worseThan(first, then)).toEqual([
    'acme/shop: integration channel 2 (slack) is stopped: refused',
    'acme/shop: integration channel 1 (slack) is stopped, which it was not before the test error',
  ]);
  expect(inError(first)).toEqual(['acme/shop: integration channel 4 (slack) is errored']);
});
