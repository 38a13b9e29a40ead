import { describe, expect, test } from 'vitest';
import { Unanswered } from '../unanswered.ts';
import { type AskAsRoot, cancelStart, inStartOrder, scheduleStart, startDelay } from './scheduled-start.ts';

const timer = 'backtrace-verification-start.timer';
const starts =
  'timeout 240 systemctl start coronerd.service; timeout 240 systemctl start backtrace-nginx.service';
const waiting = ` 4711 /bin/sh -c sleep 240; ${starts} backtrace-verification-start\n`;
const stopped = ['backtrace-nginx.service', 'coronerd.service'];
const loggedOut =
  '4711\n8:pids:/user.slice/user-1000.slice/session-3.scope\n1:name=systemd:/init.scope\n0::/init.scope\n';

type Answer = Partial<{ status: number; stdout: string; stderr: string }>;

/** A host that gives these answers, by the beginning of the command, each the last one again and again. */
function answering(answers: Record<string, Answer[]>): { ask: AskAsRoot; asked: string[] } {
  const asked: string[] = [];
  const ask: AskAsRoot = async (commands) =>
    commands.map((command) => {
      asked.push(command);
      const key = Object.keys(answers).find((start) => command.startsWith(start));
      const list = key === undefined ? undefined : answers[key];
      const answer = (list && list.length > 1 ? list.shift() : list?.[0]) ?? { status: 5 };
      return { status: 0, stdout: '', stderr: '', ...answer };
    });
  return { ask, asked };
}

async function refusal(promise: Promise<unknown>): Promise<Unanswered> {
  const error: unknown = await promise.catch((reason: unknown) => reason);
  if (!(error instanceof Unanswered)) throw new Error(`expected Unanswered, received ${String(error)}`);
  return error;
}

const schedule = (ask: AskAsRoot, units: string[] = stopped) =>
  scheduleStart(ask, 'new.example.com', { units, seconds: startDelay(60) });

describe('to schedule a start', () => {
  test('replaces what an earlier run scheduled, makes the timer, and looks at it', async () => {
    const { ask, asked } = answering({
      'systemctl is-active': [{ stdout: 'active\n' }],
      'systemd-run': [{}],
    });
    expect(await schedule(ask)).toBe('timer');
    expect(asked).toEqual([
      'systemctl start backtrace-verification-start.service',
      `systemctl stop ${timer}`,
      "systemd-run --collect --unit=backtrace-verification-start '--description=Start what the Backtrace verification has stopped'" +
        ` --on-active=240 --timer-property=AccuracySec=1s --property=Type=oneshot /bin/sh -c '${starts}'`,
      `systemctl is-active ${timer}`,
    ]);
  });

  test('takes a shell outside of the session where the timer is not made, and looks at that', async () => {
    const { ask, asked } = answering({
      'systemctl is-active': [{ status: 3, stdout: 'inactive\n' }],
      'systemd-run': [{ status: 127, stderr: 'sh: 1: systemd-run: not found' }],
      'for root in': [{ stdout: loggedOut }],
      // It has not become what it will be when it is first looked for.
      ps: [{ stdout: ' 4711 /bin/sh -c for root in /sys\n' }, { stdout: waiting }],
    });
    expect(await schedule(ask)).toBe('shell');
    expect(asked[4]).toBe(
      'for root in /sys/fs/cgroup /sys/fs/cgroup/unified /sys/fs/cgroup/systemd; do echo $$ >$root/init.scope/cgroup.procs; done 2>/dev/null; ' +
        `setsid /bin/sh -c 'sleep 240; ${starts}' backtrace-verification-start </dev/null >/dev/null 2>&1 & echo $!; cat /proc/self/cgroup`,
    );
  });

  test('is not done where a timer was made and cannot be seen, nor a shell', async () => {
    const { ask } = answering({
      'systemctl is-active': [{ status: 3, stdout: 'inactive\n' }],
      'systemd-run': [{}],
      'for root in': [{ status: 2, stderr: 'setsid: cannot execute' }],
    });
    const error = await refusal(schedule(ask));
    expect(error.message).toContain('after 240 s, so nothing is stopped');
    expect(error.message).toContain('the timer is inactive');
    expect(error.message).toContain('exit status 2, setsid: cannot execute');
    expect(error.next).toContain('as root on the host');
  });

  test.each([
    ['0::/user.slice/user-1000.slice/session-3.scope'],
    ['2:cpu:/\n1:name=systemd:/user.slice/user-1000.slice/session-3.scope'],
    ['1:name=systemd:/init.scope\n0::/user.slice/user-1000.slice/session-3.scope'],
  ])('is not done by a shell that ends with the session: %s', async (group) => {
    const { ask } = answering({
      'systemd-run': [{ status: 1, stderr: "systemd-run: unrecognized option '--collect'" }],
      'for root in': [{ stdout: `4711\n${group}\n` }],
      ps: [{ stdout: waiting }],
    });
    const { message } = await refusal(schedule(ask));
    expect(message).toContain('it would end with the SSH session');
    expect(message).toContain("unrecognized option '--collect'");
  });

  test.each([[['sshd.service']], [['coronerd.service; reboot']], [[]]])(
    'is refused before anything is asked for %j',
    async (units) => {
      const { ask, asked } = answering({});
      await expect(schedule(ask, units)).rejects.toThrow(RangeError);
      expect(asked).toEqual([]);
    },
  );
});

test('the server is started before what stands in front of it', () => {
  const units = [
    'backtrace-nginx.service',
    'coronerd.service',
    'backtrace-proxy.service',
    'coronerd.service',
  ];
  expect(inStartOrder(units)).toEqual([
    'coronerd.service',
    'backtrace-proxy.service',
    'backtrace-nginx.service',
  ]);
});

test('the host waits for a stop, a start and an answer, and as long again as one of them may take', () => {
  expect([startDelay(60), startDelay(0.3)]).toEqual([240, 2]);
});

describe('to call it off', () => {
  test('stops the timer, and looks', async () => {
    const { ask, asked } = answering({ 'systemctl is-active': [{ status: 3, stdout: 'inactive\n' }] });
    await cancelStart(ask, 'new.example.com');
    expect(asked).toEqual([`systemctl stop ${timer}`, `systemctl is-active ${timer}`, 'ps -ewwo pid=,args=']);
  });

  test('ends the shells that wait, and nothing that only looks like them', async () => {
    const others =
      '  99 grep backtrace-verification-start\n 100 /bin/sh -c sleep 9; reboot backtrace-verification-start\n' +
      ` 101 vi /bin/sh -c sleep 240; ${starts} backtrace-verification-start\n`;
    const { ask, asked } = answering({
      'systemctl is-active': [{ status: 3, stdout: 'inactive\n' }],
      ps: [{ stdout: `${others}${waiting}` }, { stdout: others }],
    });
    await cancelStart(ask, 'new.example.com');
    expect(asked.filter((command) => command.startsWith('kill'))).toEqual(['kill -s TERM -- -4711']);
  });

  test.each([
    ['active', 'is active after it was stopped (Access denied)'],
    ['', 'is in an unknown state'],
  ])('says that it could not be where the timer is %j then', async (state, says) => {
    const { ask } = answering({
      'systemctl is-active': [{ stdout: state }],
      'systemctl stop': [{ status: 1, stderr: 'Access denied' }],
    });
    const error = await refusal(cancelStart(ask, 'new.example.com'));
    expect(error.message).toContain(says);
    expect(error.next).toContain('changes nothing');
  });
});
