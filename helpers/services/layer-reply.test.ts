import { describe, expect, it } from 'vitest';
import { Unanswered } from '../unanswered.ts';
import { readServiceLayer } from './layer-reply.ts';

const read = (reply: unknown) =>
  readServiceLayer(reply, 'https://new.example').map(({ name, condition }) => `${name} ${condition}`);

describe('the reply of the service layer', () => {
  it.each<[string, unknown]>([
    [
      'a list',
      [
        { name: 'a', status: 'ok' },
        { name: 'b', status: 'down' },
      ],
    ],
    ['a list of one-name objects', [{ a: 'ok' }, { b: { up: false } }]],
    ...['services', 'items', 'values', 'data', 'response', 'body', 'results'].map(
      (key): [string, unknown] => [
        `an object with a list under ${key}`,
        {
          status: 'ok',
          [key]: [
            { service: 'a', state: 'up' },
            { id: 'b', ok: false },
          ],
        },
      ],
    ),
    [
      'a list two levels down',
      {
        response: {
          services: [
            { name: 'a', health: 'green' },
            { name: 'b', up: 0 },
          ],
        },
      },
    ],
    ['a map', { a: 'running', b: 'stopped' }],
    ['a map of objects', { services: { a: { status: 'ok' }, b: { status: 'ok', error: 'refused' } } }],
    ['a map of flags', { a: true, b: false }],
    ['a map of HTTP statuses', { success: true, a: 200, b: 503 }],
  ])('is read as %s', (_what, reply) => {
    expect(read(reply)).toEqual(['a well', 'b ill']);
  });

  it('may list names only, which says nothing of how they are', () => {
    expect(read(['a', 'b'])).toEqual(['a unknown', 'b unknown']);
    expect(read({ services: [] })).toEqual([]);
    expect(read({ services: {} })).toEqual([]);
  });

  it.each<[unknown]>([
    [null],
    ['ok'],
    [42],
    [{}],
    [{ status: 'ok' }],
    [{ services: 'none' }],
    [[1, 2]],
    [[{ x: 1, y: 2 }]],
  ])('is not understood: %j', (reply) => {
    expect(() => read(reply)).toThrow(Unanswered);
    expect(() => read(reply)).toThrow('not understood');
  });
});
