import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { Unanswered } from '../unanswered.ts';
import { factKeys } from './catalogue.ts';
import { type Host, type HostLimits, openHost } from './host.ts';
import { loadLook } from './look.ts';
import { PrivilegeRefused } from './privilege.ts';
import { type OnCommand, runInShell, startSshServer, type TestServer } from './testing/ssh-server.ts';

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function hostWith(
  onCommand?: OnCommand,
  how: { user?: string } & Partial<HostLimits> = {},
): Promise<{ host: Host; server: TestServer }> {
  const server = await startSshServer(onCommand);
  const { user = 'root', ...limits } = how;
  const host = openHost({ ...server.settings, user }, limits);
  cleanUps.push(server.stop, host.close);
  return { host, server };
}

async function rejection(promise: Promise<unknown>): Promise<Unanswered> {
  const error: unknown = await promise.catch((reason: unknown) => reason);
  if (!(error instanceof Unanswered)) throw new Error(`expected Unanswered, received ${String(error)}`);
  return error;
}

test('asks the whole catalogue over one connection and one channel', { timeout: 30_000 }, async () => {
  const { host, server } = await hostWith();
  const storage = join(server.directory, 'storage');
  mkdirSync(join(storage, 'demo'), { recursive: true });
  writeFileSync(join(storage, 'demo', 'crdb'), '');
  const look = await host.look({ storagePaths: [storage] });
  expect(host.channels).toBe(1);
  expect(server.connections()).toBe(1);
  expect(server.commands).toEqual(['/bin/sh -s']);
  expect(look.host).toBe(`127.0.0.1:${server.port}`);
  expect(Math.abs(look.answer('clock').epochSeconds * 1000 - look.takenAt)).toBeLessThan(60_000);
  expect(look.answer('hostname')).toBe('machine.test');
  expect(look.answer('memory').totalKb).toBeGreaterThan(0);
  expect(look.answer('processes').some(({ pid }) => pid === process.pid)).toBe(true);
  expect(look.answer('storage')).toMatchObject([{ path: storage, kind: 'directory' }]);
  expect(look.answer('storageEntries').entries.map(({ path }) => path)).toContain(
    join(storage, 'demo', 'crdb'),
  );
  expect(look.sentAt).toBeLessThanOrEqual(look.receivedAt);
  expect(look.asked('storage')).toBe(`stat -L -c '%n|%F|%U|%G|%a|%g' ${storage}`);
  expect(look.said('memory')).toContain('MemTotal:');
  await host.look();
  expect([host.channels, server.connections()]).toEqual([2, 1]);
});

test('gives the exact line for sudoers where sudo refuses', async () => {
  const refuse = 'sudo() { echo "sudo: a password is required" >&2; return 1; }; ';
  const { host } = await hostWith(
    (channel) => {
      const script: Buffer[] = [];
      channel.on('data', (chunk: Buffer) => script.push(chunk));
      channel.once('end', () => runScript(channel, `${refuse}\n${Buffer.concat(script)}`));
    },
    { user: 'ops' },
  );
  const look = await host.look();
  expect(look.answer('cpus')).toBeGreaterThan(0);
  expect(look.asked('sockets')).toBe('sudo ss -lntp');
  const error = await rejection(Promise.resolve().then(() => look.answer('sockets')));
  expect(error.message).toContain('`sudo -n` refused ops: sudo: a password is required');
  expect(error.next).toContain('`ops ALL=(root) NOPASSWD: /bin/sh -s`');
});

test('saves facts as plain JSON that can be loaded again', { timeout: 30_000 }, async () => {
  const { host } = await hostWith();
  const look = await host.look();
  const loaded = loadLook(JSON.parse(JSON.stringify(look.save())));
  expect(loaded).toMatchObject({ host: look.host, takenAt: look.takenAt });
  for (const key of factKeys) {
    const [before, after] = [look, loaded].map((each) => attempt(() => each.answer(key)));
    if (before instanceof Unanswered)
      expect((after as Unanswered).message).toBe(`when the baseline was taken: ${before.message}`);
    else expect(after).toEqual(before);
  }
});

test('refuses facts that are none', () => {
  expect(() => loadLook({ host: 'x' })).toThrow('the saved host facts are not understood');
  const look = loadLook({ host: 'x', takenAt: 1, facts: { cpus: { answered: 'many' } } });
  expect(() => look.answer('cpus')).toThrow("the baseline's answer to `nproc --all` is not understood");
  expect(() => look.answer('user')).toThrow('the baseline does not hold the answer to `id`');
});

test('a failed connection is not tried again', async () => {
  const { host, server } = await hostWith();
  const stranger = openHost({ ...server.settings, hostKey: 'SHA256:other' });
  const first = await rejection(stranger.look());
  expect(await rejection(stranger.look())).toBe(first);
  expect(await rejection(stranger.control('is-active', 'coronerd.service'))).toBe(first);
  expect([server.connections(), stranger.channels, host.channels]).toEqual([1, 0, 0]);
});

test('an account without a shell gives no look', async () => {
  const { host } = await hostWith((channel) =>
    runInShell(channel, 'echo This account is currently not available.; exit 1'),
  );
  const error = await rejection(host.look());
  expect(error.message).toContain('received "This account is currently not available.');
  expect(error.message).toContain('exit status 1');
});

test('a host that never answers is given up, and one that answers in part gives that part', async () => {
  const { host } = await hostWith(() => {}, { lookSeconds: 0.2 });
  expect((await rejection(host.look())).message).toContain('received nothing within 0.2 s');
  const { host: slow } = await hostWith((channel) => answerFirst(channel), { lookSeconds: 0.3 });
  const look = await slow.look();
  expect(look.answer('clock').epochSeconds).toBe(1573522885);
  expect(() => look.answer('user')).toThrow('`id`: not answered within the 0.3 s that a look may take');
});

test('output without end is given up', async () => {
  const { host } = await hostWith((channel) => runInShell(channel, 'cat /dev/zero'), {
    lookBytes: 1_000_000,
  });
  expect((await rejection(host.look())).message).toContain('expected the answers of /bin/sh');
});

test('tells a connection that is lost, and stays lost', async () => {
  const { host } = await hostWith((_channel, _command, connection) => connection.end());
  const first = await rejection(host.look());
  expect(first.message).toContain('the SSH connection was lost');
  expect(await rejection(host.look())).toBe(first);
});

test('a look can be given up', async () => {
  const { host } = await hostWith(() => {});
  const given = new AbortController();
  const looking = host.look({ signal: given.signal });
  setImmediate(() => given.abort());
  expect((await rejection(looking)).message).toContain('given up');
});

test('controls the services, and nothing else', async () => {
  const { host, server } = await hostWith((channel) =>
    runInShell(channel, 'echo inactive; echo why >&2; exit 3'),
  );
  expect(await host.control('is-active', 'coronerd.service')).toEqual({
    status: 3,
    stdout: 'inactive\n',
    stderr: 'why\n',
  });
  expect(server.commands).toEqual(['systemctl is-active coronerd.service']);
  for (const action of ['stop', 'start'] as const)
    await expect(host.control(action, 'sshd.service')).rejects.toThrow('sshd.service is none of the units');
  expect(server.commands).toHaveLength(1);
});

test('controls through sudo where the login is not root, and tells a refusal from an answer', async () => {
  const refuse = 'echo "sudo: a password is required" >&2; exit 1';
  const { host, server } = await hostWith((channel) => runInShell(channel, refuse), { user: 'ops' });
  const error = await rejection(host.control('start', 'coronerd.service'));
  expect(server.commands).toEqual(['sudo -n systemctl start coronerd.service']);
  expect(error.next).toContain('`ops ALL=(root) NOPASSWD: /usr/bin/systemctl start coronerd.service`');
  expect(error.next).toContain('`ops ALL=(root) NOPASSWD: /bin/sh -s`');
  const proxy = ['stop', 'start', 'is-active'].map(
    (action) => `/usr/bin/systemctl ${action} backtrace-proxy.service`,
  );
  expect(error.next).toContain(`\`ops ALL=(root) NOPASSWD: ${proxy.join(', ')}\``);
});

test('schedules nothing where sudo refuses, and gives the exact line for sudoers', async () => {
  const refuse = 'sudo() { echo "sudo: a password is required" >&2; return 1; }; ';
  const { host, server } = await hostWith(
    (channel) => {
      const script: Buffer[] = [];
      channel.on('data', (chunk: Buffer) => script.push(chunk));
      channel.once('end', () => runScript(channel, `${refuse}\n${Buffer.concat(script)}`));
    },
    { user: 'ops' },
  );
  const error = await rejection(host.scheduleStart(['coronerd.service'], { seconds: 240 }));
  expect(error).toBeInstanceOf(PrivilegeRefused);
  expect(error.message).toContain('`sudo -n` refused ops: sudo: a password is required');
  expect(error.next).toContain('`ops ALL=(root) NOPASSWD: /bin/sh -s`');
  expect(server.commands).toEqual(['/bin/sh -s']);
  expect(await rejection(host.cancelStart())).toBeInstanceOf(PrivilegeRefused);
});

test('a service that is not promised to be started again is not stopped', async () => {
  const { host, server } = await hostWith((channel) => runInShell(channel, 'exit 0'));
  await expect(host.control('stop', 'coronerd.service')).rejects.toThrow(
    /coronerd\.service on .* was not stopped: nobody promised that it is started again/,
  );
  expect(server.commands).toEqual([]);
});

test('a service that does not start in time has the status of a command that was too slow', async () => {
  const { host } = await hostWith(() => {});
  const started = await host.control('start', 'coronerd.service', { seconds: 0.2 });
  expect(started).toMatchObject({ status: 124, stderr: 'no answer within 0.2 s' });
});

function attempt(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    return error;
  }
}

type Channel = Parameters<OnCommand>[0];

function runScript(channel: Channel, script: string): void {
  const file = `'${script.replaceAll("'", `'\\''`)}'`;
  runInShell(channel, `/bin/sh -c ${file} </dev/null`);
}

/** Answers the first question only, and keeps silent then. */
function answerFirst(channel: Channel): void {
  let script = '';
  channel.on('data', (chunk: Buffer) => {
    script += chunk.toString();
    const nonce = /^N=(\w+)$/m.exec(script)?.[1];
    if (!nonce) return;
    script = '';
    channel.write(
      `\n@${nonce} begin clock\n1573522885.0\n\n@${nonce} end clock 0\n\n@${nonce} close clock\n`,
    );
  });
}
