import { createServer, type Server } from 'node:net';
import { describe, expect, it } from 'vitest';
import { openDroppedPort } from '../coronerd/listening/dropped-port.ts';
import { present } from '../faults/fault.ts';
import { faults } from '../faults/index.ts';
import { defaultPair } from '../state/default-pair.ts';
import { ofHost } from './dependents.ts';
import { hostTroubles } from './troubles/host.ts';
import { pairTroubles } from './troubles/pair.ts';
import { serverTroubles } from './troubles/server.ts';
import { verify } from './verify.ts';

/** Whatever is wrong with the way to the server, or with its replies: what cannot be found out is `error`, the rest goes on. */
const troubles = { ...hostTroubles, ...serverTroubles, ...pairTroubles };

describe.each(Object.entries(troubles))('when %s', (_name, { red, failed = [], says, pair, variables }) => {
  it('only what needs it is an error, with its cause, and the run ends', { timeout: 62_000 }, async () => {
    const given = defaultPair({ seed: 3, errors: 300 });
    const run = await verify(pair ? pair(given) : given, variables);

    expect(run.problems).toEqual([]);
    expect(run.red).toEqual([...new Set(red)].sort());
    for (const id of run.red) {
      expect(run.of(id)?.status, id).toBe(failed.includes(id) ? 'failed' : 'error');
      const said = run.of(id)?.findings.join('\n') ?? '';
      expect(said, `${id} must say ${says}`).toSatisfy((text: string) => says.test(text));
    }
    expect(run.exitCode).toBe(failed.length > 0 ? 1 : red.length > 0 ? 3 : 0);
  });
});

describe('when the old host cannot be reached, and the new one has faults', () => {
  it('they are found, and what the old host would tell is noted', { timeout: 62_000 }, async () => {
    const given = defaultPair({ seed: 3, errors: 300 });
    const broken = ['log-too-many-open-files', 'storage-wrong-owner', 'disk-97-percent'].reduce(
      (state, name) => present(faults[name], `fault ${name}`).apply(state),
      given.new,
    );
    const run = await verify(
      { ...given, new: broken },
      (variables) => ({ ...variables, OLD_SSH: 'backtrace@127.0.0.1:1' }),
      undefined,
      ['startup.spec', 'storage.spec', 'disk-space.spec'],
    );

    for (const id of ['startup.logs', 'requirements.storage-path', 'requirements.disk-space']) {
      expect(run.of(id)?.status, id).toBe('failed');
      expect(JSON.stringify(run.of(id)?.notes), id).toMatch(/could not be found out: .*refused/);
    }
  });
});

describe('when SSH accepts and then says nothing', () => {
  it('host steps are errors within bounds', { timeout: 62_000 }, async () => {
    const silent = createServer(() => undefined);
    const port = await listening(silent);
    const run = await verify(defaultPair({ seed: 3, errors: 300 }), (given) => ({
      ...given,
      NEW_SSH: `backtrace@127.0.0.1:${port}`,
    }));
    silent.close();

    expect(run.red).toEqual(ofHost);
    expect(run.of('startup.units')?.findings.join()).toMatch(/SSH login was not done within/);
  });
});

describe('when the host drops every packet', () => {
  it('host steps are errors within bounds, and say so', { timeout: 62_000 }, async () => {
    const port = await freePort();
    const dropped = await openDroppedPort(port, '127.0.0.1');
    const run = await verify(defaultPair({ seed: 3, errors: 300 }), (given) => ({
      ...given,
      NEW_SSH: `backtrace@127.0.0.1:${port}`,
    }));
    await dropped.close();

    expect(run.red).toEqual(ofHost);
    for (const id of run.red) {
      expect(run.of(id)?.status, id).toBe('error');
      expect(run.of(id)?.findings.join(), id).toMatch(/no answer within \d+ s/);
    }
  });
});

/** A port of the loopback that nothing listens on. */
async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listening(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function listening(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(Number(Object(server.address()).port)));
  });
}
