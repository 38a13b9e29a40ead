import { expect, it } from 'vitest';
import { reloadState } from './reload-state.ts';

it.each([
  [
    'a list',
    {
      reload: [
        { id: 6, state: 'done' },
        { id: 7, state: 'running' },
      ],
    },
    { word: 'running', over: false },
  ],
  ['a reply of its own', { id: '7', status: 'Finished' }, { word: 'Finished', over: true }],
  [
    'somewhere below',
    { response: { requests: { a: { request_id: 7, progress: 'complete' } } } },
    { word: 'complete', over: true },
  ],
])('finds a request in %s', (_where, reply, state) => {
  expect(reloadState(reply, 7)).toEqual(state);
});

it.each([
  ['is not mentioned', { reload: [{ id: 17, state: 'done' }] }],
  ['has no word for its state', { id: 7, progress: 100 }],
  ['is not in a text', 'request 7 is done'],
  ['is not in nothing', null],
])('says nothing of a request that %s', (_why, reply) => {
  expect(reloadState(reply, 7)).toBeUndefined();
});
