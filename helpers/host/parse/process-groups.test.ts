import { expect, test } from 'vitest';
import { parseProcessGroups } from './process-groups.ts';
import { answered } from './samples/sample.ts';

test('reads the group that counts for files, and the supplementary ones', () => {
  const stdout = `\
/proc/1/status:Gid:\t0\t0\t0\t0
/proc/1/status:Groups:\t 
/proc/812/status:Gid:\t997\t997\t997\t998
/proc/812/status:Groups:\t27 997 1003 
`;
  expect(parseProcessGroups(answered(stdout, { status: 2 }))).toEqual([
    { pid: 1, groups: [0] },
    { pid: 812, groups: [998, 27, 997, 1003] },
  ]);
});

test('refuses other output', () => {
  expect(() => parseProcessGroups(answered('Groups: wheel\n'))).toThrow('expected `/proc/PID/status');
});
