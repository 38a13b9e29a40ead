import { afterEach, beforeEach, expect, test } from 'vitest';
import { own } from '../undo/owned.ts';
import { connectNew, type WritableServer } from './server.ts';
import { limits, type RecordingServer, recordingServer, settingsFor } from './testing/recording-server.ts';
import { NotSent } from './token-places.ts';
import { writingWorkflows } from './workflows.ts';

const project = { universe: 'u', name: 'p' };
let recording: RecordingServer;
let server: WritableServer;
beforeEach(async () => {
  recording = await recordingServer(() => ({ token: 't'.repeat(64), success: true, body: {} }));
  server = connectNew(settingsFor(recording.port), limits);
});
afterEach(async () => {
  await server.close();
  await recording.close();
});

/** What is asked for to have an object of this id deleted, by each call that has an id in its path. */
const deletions = (id: string) => [
  writingWorkflows(server, '/api/workflows').delete(own({ ...project, kind: 'alerts', id })),
  server.removeSkipItem(own({ id })),
];

test.each(['..', '.', ''])(
  'an id "%s", which would stand for more than one thing, is not asked for',
  async (id) => {
    for (const each of await Promise.allSettled(deletions(id)))
      expect(each).toMatchObject({ status: 'rejected', reason: expect.any(NotSent) });
    const workflows = writingWorkflows(server, '/api/workflows');
    if (id !== '') await expect(workflows.get('alerts', project, id)).rejects.toThrow(NotSent);
    expect(recording.arrived.filter(({ method }) => method === 'DELETE')).toEqual([]);
  },
);

test('an id with dots, or with such signs written out, stands for itself', async () => {
  await Promise.all([...deletions('%2e%2E'), ...deletions('a..b')]);
  const paths = recording.arrived.flatMap(({ method, path }) => (method === 'DELETE' ? [path] : []));
  expect(paths.map((path) => path.split('/').at(-1)).sort()).toEqual([
    '%252e%252E',
    '%252e%252E',
    'a..b',
    'a..b',
  ]);
});
