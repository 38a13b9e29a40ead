import { expect, test } from 'vitest';
import type { Leftover } from './leftover.ts';
import { byHand } from './wording.ts';

const stamp = { server: { origin: 'https://new.example.com' }, began: '2026-11-28T08:00:00.000Z' };
const mark = 'migration-probe-00ff00ff00ff00ff';
const unit = { ...stamp, kind: 'unit' as const, unit: 'coronerd.service' as const };

test.each<[Leftover, string]>([
  [
    { ...stamp, kind: 'report', universe: 'acme', name: 'probe; reboot', title: mark, after: 7 },
    "morgue report list --project='probe; reboot', then",
  ],
  [
    { ...stamp, kind: 'errors', universe: 'a b', name: '$(id)', mark, sent: [] },
    `morgue list 'a b/$(id)' --age=1y --filter=application,contains,${mark}, then morgue delete 'a b/$(id)' --all`,
  ],
  [{ ...unit, host: 'new.example.com' }, 'ssh new.example.com sudo systemctl start coronerd.service'],
  [{ ...unit, host: 'new.example.com:2222' }, 'ssh -p 2222 new.example.com sudo systemctl start'],
  [{ ...unit, host: '[2001:db8::10]:2222' }, 'ssh -p 2222 2001:db8::10 sudo systemctl start'],
  [{ ...unit, host: '2001:db8::10' }, 'ssh 2001:db8::10 sudo systemctl start'],
])('the command by which a person removes something can be pasted: %#', (left, command) => {
  expect(byHand(left)).toContain(command);
});
