import { expect, test } from 'vitest';
import { testMachine } from '../testing/machine.ts';

const PS = 'ps -ewwo pid=,ppid=,user:32=,rss=,args=';

test('columns are as wide as those of procps, the command line whole', async () => {
  const { ask } = testMachine();
  const lines = (await ask(PS)).stdout.split('\n');
  expect(lines).toContain('      2       0 root                                 0 [kthreadd]');
  expect(lines).toContain(
    '  18126       1 coronerd                          3144 /opt/backtrace/sbin/coronerd: monitoring child 18127',
  );
});

test('heads are printed unless all are empty, widths and heads as asked', async () => {
  const { ask } = testMachine();
  const { stdout } = await ask('ps -p 18126,2 -o pid,user:5,rss=KB,comm');
  expect(stdout).toBe(
    '    PID USER     KB COMMAND\n      2 root      0 kthreadd\n  18126 coro+  3144 monitor\n',
  );
});

test('no such process is status 1, an unknown field is named', async () => {
  const { ask } = testMachine();
  expect(await ask('ps -p 99999 -o pid=')).toEqual({ stdout: '', stderr: '', status: 1 });
  expect((await ask('ps -eo bogus')).stderr).toContain('unknown user-defined format specifier "bogus"');
});

test('a child in a crash loop has a new pid and start for each life; its monitor names it and stays', async () => {
  const startedAt = Date.now();
  const seen: string[] = [];
  for (const elapsed of [1, 12]) {
    const { ask } = testMachine(
      (host) => {
        const child = host.units.coronerd?.processes[1];
        if (child) child.livesSeconds = 5;
      },
      startedAt - elapsed * 1000,
    );
    const { stdout } = await ask(PS);
    const named = /coronerd: monitoring child (\d+)/.exec(stdout)?.[1] ?? '';
    expect(stdout).toMatch(new RegExp(`^ +${named} +18126 coronerd .*coronerd -f -c`, 'm'));
    const stat = (await ask(`cat /proc/${named}/stat`)).stdout.split(' ');
    expect((await ask(`ps -p ${named} -o etimes=`)).stdout.trim()).toBe(elapsed === 1 ? '1' : '2');
    seen.push(`${named} ${stat[21]}`);
  }
  expect(seen[0]).toMatch(/^18127 /);
  expect(seen[1]?.split(' ')[0]).not.toBe('18127');
  expect(Number(seen[1]?.split(' ')[1]) - Number(seen[0]?.split(' ')[1])).toBe(1000);
});
