import { expect, test } from 'vitest';
import { listensInSettings, listensInText } from './listen-keys.ts';

const brief = (listens: ReturnType<typeof listensInText>) =>
  listens.map(({ key, hostname, port, socket }) => `${key} ${hostname ?? '*'} ${port ?? socket}`);

test.each<[unknown, string[]]>([
  [{ port: 7071 }, ['port * 7071']],
  [{ host: '127.0.0.1', port: '7071' }, ['port 127.0.0.1 7071']],
  [
    { server: { http: { port: 80 }, https: { port: 443 } } },
    ['server.http.port * 80', 'server.https.port * 443'],
  ],
  [{ listen: '127.0.0.1:7071' }, ['listen 127.0.0.1 7071']],
  [{ listen: '[::1]:7071' }, ['listen ::1 7071']],
  [{ listen: 'http://0.0.0.0:7071/' }, ['listen 0.0.0.0 7071']],
  [{ listen: ':7071' }, ['listen * 7071']],
  [
    {
      bind: [
        { hostname: 'a', service: '1' },
        { hostname: 'a', service: '2' },
      ],
    },
    ['bind a 1', 'bind a 2'],
  ],
  [{ listeners: [{ port: 1 }] }, ['listeners.0.port * 1']],
  [{ listen: 'unix:/run/x.sock' }, ['listen * /run/x.sock']],
  [{ listen: { path: '/run/x.sock' } }, ['listen * /run/x.sock']],
  [{ listen: true, port: 70_000 }, []],
])('%j listens on %j', (settings, expected) => {
  expect(brief(listensInSettings(settings))).toEqual(expected);
});

test('ports of other servers are none of its own', () => {
  const others = {
    database: { host: 'localhost', port: 5432 },
    smtp: { port: 25 },
    coronerd: 'https://a:443',
    redis: { server: { port: 6379 } },
    smtp_port: 25,
  };
  expect(listensInSettings(others)).toEqual([]);
  expect(listensInText('[database]\nport=5432\n[smtp]\nport = 25\nDB_PORT=5432\n')).toEqual([]);
  expect(listensInText('database:\n  port: 5432\nsmtp:\n  server:\n    port: 25\n')).toEqual([]);
});

test.each([
  ['port=7071', ['port * 7071']],
  ['; port=1\n# port=2\n// port=3\n[server]\nport = 7071 ; local', ['server.port * 7071']],
  ['server:\n  host: a\n  port: 7071 # local\nlog: info', ['server.port * 7071']],
  ["export HTTP_PORT='7071'", ['HTTP_PORT * 7071']],
  ['LISTEN=127.0.0.1:7071', ['LISTEN 127.0.0.1 7071']],
  ['listen_address: ":7071"', ['listen_address * 7071']],
  ['"port": 7071,', ['port * 7071']],
])('text %j', (text, expected) => {
  expect(brief(listensInText(text))).toEqual(expected);
});
