import { expect, it } from 'vitest';
import { hostsInRows } from './rows-naming.ts';

const found = (type: string, row: Record<string, unknown>) =>
  hostsInRows(type, [row]).map(({ place, host }) => `${place} -> ${host}`);

it('finds hosts in text, and in JSON text at any depth, and names the row', () => {
  expect(found('listener', { id: 1, type: 'http/console', dns_name: 'old.example', port: 443 })).toEqual([
    'listener http/console: dns_name -> old.example',
  ]);
  const widgets = JSON.stringify({ top: [{ link: 'https://old.example/x' }], note: 'see bold.example' });
  expect(found('report', { id: 3, title: 'Weekly', widgets })).toEqual([
    'report Weekly: widgets -> old.example',
    'report Weekly: widgets -> bold.example',
  ]);
});

it('finds a name without dots by its key', () => {
  expect(found('smtp', { name: 'mail', server: 'oldbox', comment: 'oldbox' })).toEqual([
    'smtp mail: server -> oldbox',
  ]);
  expect(found('smtp', { name: 'mail', settings: '{"host":"oldbox"}' })).toEqual([
    'smtp mail: settings -> oldbox',
  ]);
});

it('looks neither at secrets nor at metadata nor at mail addresses of people', () => {
  expect(found('api_token', { id: 'secret.old.example', __create: 'old.example' })).toEqual([]);
  expect(found('integration', { name: 'x', options: '{"password":"a.old.example"}' })).toEqual([]);
  expect(found('users', { username: 'ann', email: 'ann@old.example' })).toEqual([]);
});

it('never shows the id of a token as the name of its row', () => {
  expect(found('token', { id: 'f00dfeed', note: 'for old.example' })).toEqual([
    'token : note -> old.example',
  ]);
});
