import { expect, test } from 'vitest';
import type { HostState } from '../../state/types.ts';
import { testMachine } from '../testing/machine.ts';

const unprivileged = (host: HostState) => {
  host.privilege = 'none';
};

test('cat goes on after what it cannot read', async () => {
  const { ask } = testMachine();
  expect(await ask('cat /etc/hostname /nowhere /etc')).toEqual({
    stdout: 'new\n',
    stderr: 'cat: /nowhere: No such file or directory\ncat: /etc: Is a directory\n',
    status: 1,
  });
  expect((await ask("cat '/a b' -Z")).stderr).toBe(
    "cat: invalid option -- 'Z'\nTry 'cat --help' for more information.\n",
  );
  expect((await ask('cat /run/sysctl.d/*.conf')).stderr).toBe(
    "cat: '/run/sysctl.d/*.conf': No such file or directory\n",
  );
});

test('a configuration names the real ports', async () => {
  const { ask } = testMachine();
  const conf = JSON.parse((await ask('cat /etc/coronerd/coronerd.conf')).stdout) as {
    storage: unknown;
    listener: { write: { https_bind: unknown } };
  };
  expect(conf.storage).toEqual({ disks: ['/var/coronerd'] });
  expect(conf.listener.write.https_bind).toEqual([{ hostname: '0.0.0.0', service: '6098', concurrency: 32 }]);
});

test('permission bits count for a login that is not root, also those of directories', async () => {
  const { ask } = testMachine(unprivileged);
  const denied = (path: string) => ({ stdout: '', stderr: `cat: ${path}: Permission denied\n`, status: 1 });
  expect(await ask('cat /etc/coronerd/coronerd.conf')).toEqual(denied('/etc/coronerd/coronerd.conf'));
  expect(await ask('cat /etc/coronerd/coroner.cf')).toEqual(denied('/etc/coronerd/coroner.cf'));
  expect((await ask('stat -c %U /var/coronerd/acme')).stderr).toBe(
    "stat: cannot statx '/var/coronerd/acme': Permission denied\n",
  );
  expect((await ask('stat -c %U /var/coronerd')).stdout).toBe('coronerd\n');
  expect((await ask('find /var/coronerd -mindepth 1')).stderr).toBe(
    "find: '/var/coronerd': Permission denied\n",
  );
});

test('stat prints what its format asks, for a link itself', async () => {
  const { ask } = testMachine((host) => {
    const common = { owner: 'root', group: 'root', mode: '777' };
    host.files['/data'] = { kind: 'symlink', target: '/var/coronerd', ...common };
    host.files['/etc/empty'] = { kind: 'file', content: '', owner: 'root', group: 'adm', mode: '0600' };
  });
  const { stdout, stderr, status } = await ask(
    "stat -c '%n|%F|%U|%G|%a' /var/coronerd /data /nowhere /etc/empty",
  );
  expect(stdout).toBe(
    '/var/coronerd|directory|coronerd|coronerd|750\n/data|symbolic link|root|root|777\n' +
      '/etc/empty|regular empty file|root|adm|600\n',
  );
  expect(stderr).toBe("stat: cannot statx '/nowhere': No such file or directory\n");
  expect(status).toBe(1);
  expect((await ask('find /data -mindepth 1 -printf %f')).stdout).toBe('');
  expect((await ask("find /data/ -mindepth 1 -maxdepth 1 -printf '%u|%p'")).stdout).toBe(
    'coronerd|/data/acme',
  );
  expect((await ask('stat -L -c %F:%m /data')).stdout).toBe('directory:/var/coronerd\n');
});

test('find prints to the depth asked, and goes on after a start that is not there', async () => {
  const { ask } = testMachine();
  const { stdout, stderr, status } = await ask(
    `find /nowhere /var/coronerd -mindepth 1 -maxdepth 2 -printf '%y|%U|%p\\n'`,
  );
  expect(stdout).toBe(
    'd|997|/var/coronerd/acme\nd|997|/var/coronerd/acme/server\nd|997|/var/coronerd/acme/client\n',
  );
  expect(stderr).toBe("find: '/nowhere': No such file or directory\n");
  expect(status).toBe(1);
  expect((await ask("find /var/coronerd -name '_obj*' -printf '%P\\t%f\\n'")).stdout).toBe(
    'acme/server/_objects\t_objects\nacme/client/_objects\t_objects\n',
  );
  expect((await ask('find /etc -bogus x')).stderr).toBe("find: unknown predicate `-bogus'\n");
});

test('grep: status 0 a line, 1 none, 2 a file that cannot be read, even with -s', async () => {
  const { ask } = testMachine();
  const files = '/etc/sysctl.conf /etc/sysctl.d/*.conf';
  expect(await ask(`grep -Hs "^[^#]*vm.max_map_count" ${files}`)).toEqual({
    stdout: '/etc/sysctl.d/60-backtrace.conf:vm.max_map_count=16000000\n',
    stderr: '',
    status: 0,
  });
  expect((await ask(`grep -Hs nothing ${files}`)).status).toBe(1);
  const missing = await ask(`grep -Hs "^[^#]*vm.max_map_count" ${files} /run/sysctl.d/*.conf`);
  expect(missing).toMatchObject({ stderr: '', status: 2 });
  expect(missing.stdout).toContain('=16000000');
  expect((await ask('grep -n x /nowhere')).stderr).toBe('grep: /nowhere: No such file or directory\n');
});

test('basic and extended expressions differ as in grep', async () => {
  const { ask } = testMachine((host) => {
    const content = 'a.b\nab\na+b\nx = 5\n';
    host.files['/tmp/g'] = { kind: 'file', owner: 'root', group: 'root', mode: '644', content };
  });
  expect((await ask("grep 'a+b' /tmp/g")).stdout).toBe('a+b\n');
  expect((await ask("grep 'a\\+b' /tmp/g")).stdout).toBe('ab\n');
  expect((await ask("grep -E 'a+b' /tmp/g")).stdout).toBe('ab\n');
  expect((await ask("grep -F 'a.b' /tmp/g")).stdout).toBe('a.b\n');
  expect((await ask("grep -Hn '^x[[:space:]]*=' /tmp/g")).stdout).toBe('/tmp/g:4:x = 5\n');
  expect((await ask('grep -vc a /tmp/g')).stdout).toBe('1\n');
});
