import { expect, test } from 'vitest';
import { look } from '../machine/view.ts';
import { testMachine } from '../testing/machine.ts';
import { expand } from './glob.ts';
import { words } from './words.ts';

const { machine, state } = testMachine();

function expanded(pattern: string): string[] {
  const { files } = look(machine);
  return words(pattern).flatMap((word) => expand(word, files));
}

test('processes are matched in the byte order of their paths', () => {
  const paths = expanded('/proc/[0-9]*/stat');
  expect(paths.slice(0, 3)).toEqual(['/proc/1/stat', '/proc/10/stat', '/proc/15/stat']);
  expect(paths).toContain('/proc/18127/stat');
  expect(paths).toEqual([...paths].sort());
});

test('a pattern without a match stays as it is', () => {
  expect(expanded('/run/sysctl.d/*.conf')).toEqual(['/run/sysctl.d/*.conf']);
});

test('a dot at the beginning of a name is matched by a dot only', () => {
  state.host.files['/etc/sysctl.d/.hidden.conf'] = {
    kind: 'file',
    owner: 'root',
    group: 'root',
    mode: '644',
  };
  expect(expanded('/etc/sysctl.d/*.conf')).toEqual(['/etc/sysctl.d/60-backtrace.conf']);
  expect(expanded('/etc/sysctl.d/.*.conf')).toEqual(['/etc/sysctl.d/.hidden.conf']);
});

test('quoted wildcards are plain characters, and a set may be negated', () => {
  expect(expanded("'/etc/sysctl.d/*.conf'")).toEqual(['/etc/sysctl.d/*.conf']);
  expect(expanded('/proc/[!0-9]*/vm')).toEqual(['/proc/sys/vm']);
});
