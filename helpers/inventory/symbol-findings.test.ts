import { afterEach, describe, expect, test } from 'vitest';
import { connectOld } from '../coronerd/server.ts';
import { limits, recordingServer, settingsFor } from '../coronerd/testing/recording-server.ts';
import { settle } from './entry.ts';
import { missingFindings, totalOf, uploadedFindings } from './symbol-findings.ts';
import { takeMissingSymbols, takeSymbols } from './symbols.ts';
import { answering, cutoff, type World } from './testing/small-coronerd.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

const p = { universe: 'main', name: 'p', pid: 1, deleted: false };
const day = 86_400;

/** Uploaded and missing symbols of one project, as they are taken from a server. */
async function taken(world: Partial<World>, projects = [p]) {
  const recording = await recordingServer(answering({ errors: {}, ...world }));
  const server = connectOld(settingsFor(recording.port, { side: 'old' }), limits);
  open.push(server, recording);
  return {
    uploaded: await takeSymbols(server, projects, cutoff),
    missing: await takeMissingSymbols(server, projects, cutoff),
  };
}

type Uploads = NonNullable<World['symbols']>[string];
const file = (id: string, more: Partial<Uploads[number]> = {}) => ({
  tag: 'release',
  file: 'core.pdb',
  id,
  size: 100,
  time: cutoff - day,
  ...more,
});
const uploads = async (files: Uploads) => (await taken({ symbols: { p: files } })).uploaded;
const compared = async (old: Uploads, fresh: Uploads) =>
  uploadedFindings(await uploads(old), await uploads(fresh));

describe('uploaded symbols', () => {
  test('are the same in another order, under other times, and as often', async () => {
    const result = await compared(
      [file('A1'), file('B1'), file('B1'), file('A1', { tag: 'nightly' })],
      [
        file('B1', { time: cutoff + 3 * day }),
        file('A1', { tag: 'nightly' }),
        file('A1'),
        file('B1', { time: 0 }),
      ],
    );
    expect(result).toMatchObject({ findings: [], notes: [] });
  });

  test.each<[string, Uploads, Uploads, RegExp[]]>([
    [
      'one is missing',
      [file('A1'), file('B1')],
      [file('A1')],
      [/^missing on new: core\.pdb B1 \(tag "release", 100 bytes\); symbols of main\/p \(old 2, new 1\)$/],
    ],
    [
      'one of two equal ones is missing',
      [file('A1'), file('A1')],
      [file('A1')],
      [/^missing on new: core\.pdb A1/],
    ],
    [
      'the id is another, the count the same',
      [file('A1')],
      [file('A2')],
      [/^missing on new: core\.pdb A1/, /^extra on new: core\.pdb A2/],
    ],
    [
      'the tag is another',
      [file('A1')],
      [file('A1', { tag: 'anon' })],
      [/^missing on new: .*"release"/, /^extra on new: .*"anon"/],
    ],
    [
      'the size is another',
      [file('A1')],
      [file('A1', { size: 7 })],
      [/^different: core\.pdb A1 \(tag "release"\), size: old 100, new 7; symbols of/],
    ],
    [
      'the size of one that was imported again is another',
      [file('A1')],
      [file('A1', { size: 7, time: cutoff + 1 })],
      [/^different: .*size: old 100, new 7 \(uploaded there after the cutoff\)/],
    ],
    [
      'one more of the same has another size',
      [file('A1')],
      [file('A1'), file('A1', { size: 7 })],
      [/^extra on new: core\.pdb A1 \(tag "release", 7 bytes\)/],
    ],
  ])('differ where %s', async (_, old, fresh, expected) => {
    const { findings } = await compared(old, fresh);
    expect(findings).toEqual(expected.map((pattern) => expect.stringMatching(pattern)));
  });

  test('that came after the cutoff are traffic on either side, up to the second', async () => {
    const { findings, notes } = await compared(
      [file('A1'), file('LATE-ON-OLD', { time: cutoff + 1 }), file('LAST', { time: cutoff })],
      [file('A1'), file('LATE-ON-NEW', { time: cutoff + 1 })],
    );
    expect(findings).toEqual([expect.stringMatching(/^missing on new: core\.pdb LAST/)]);
    expect(notes).toEqual([
      expect.stringMatching(/^1 symbols of main\/p were uploaded to the new server after the cutoff/),
    ]);
  });

  test('that the old server got again after the cutoff are not extra', async () => {
    const { findings } = await compared([file('A1', { time: cutoff + 5 })], [file('A1')]);
    expect(findings).toEqual([]);
  });

  test('of the pack itself are left out, by file and by tag', async () => {
    const own = [
      file('P1', { file: 'migration-probe' }),
      file('P2', { tag: 'migration-probe' }),
      file('P3', { file: 'migration-probe.pdb' }),
    ];
    const { findings, notes } = await compared(
      [file('A1')],
      [file('A1'), ...own, file('X1', { file: 'migration-probe-2' })],
    );
    expect(findings).toEqual([expect.stringMatching(/^extra on new: migration-probe-2 X1/)]);
    expect(notes).toEqual(["3 symbols of this pack's own test errors were left out"]);
  });

  test('that this pack had downloaded are left out where only the new server has them', async () => {
    const isOwn = (project: string, { debugFile }: { debugFile: string }) =>
      project === 'main/p' && debugFile === 'good.pdb';
    const good = file('G1', { tag: 'symbold', file: 'good.pdb' });
    const added = uploadedFindings(await uploads([]), await uploads([good, file('X1')]), isOwn);
    expect(added.findings).toEqual([expect.stringMatching(/^extra on new: core\.pdb X1/)]);
    expect(added.notes).toEqual(['1 known good symbols of main/p (KNOWN_GOOD_SYMBOL) were left out']);
    const lost = uploadedFindings(await uploads([good]), await uploads([]), isOwn);
    expect(lost.findings).toEqual([expect.stringMatching(/^missing on new: good\.pdb G1/)]);
  });

  test('are shown to the twentieth', async () => {
    const many = Array.from({ length: 33 }, (_, number) => file(`N${number}`));
    const { findings } = await compared(many, []);
    expect(findings).toHaveLength(21);
    expect(findings.at(-1)).toBe('at least 13 more');
  });

  test('of tags with odd names are told apart', async () => {
    const tags = ['__proto__', 'constructor', '', 'a\tb'];
    const all = tags.map((tag) => file('A1', { tag }));
    expect((await compared(all, all)).findings).toEqual([]);
    expect((await compared(all, all.slice(1))).findings).toEqual([expect.stringContaining('"__proto__"')]);
  });
});

test('a project that one side cannot tell of could not be found out; one that only the old side has is one line', async () => {
  const [old] = [await uploads([file('A1'), file('B1')])];
  const deleted = { ...p, name: 'q', deleted: true };
  const none = (await taken({}, [deleted])).uploaded;
  expect(none).toEqual([]);
  expect(uploadedFindings(old, none).findings).toEqual(['missing on new: all 2 symbols of main/p']);
  const { uploaded, missing } = await taken({ refuse: ['/api/symfile'] });
  for (const [before, after] of [
    [old, uploaded],
    [uploaded, old],
  ] as const) {
    const { findings } = uploadedFindings(before, after);
    expect(() => settle(findings, [...before, ...after], () => {})).toThrow(/symbols main\/p: .*not today/);
  }
  expect(missing[0]?.unanswered).toMatch(/not today/);
  expect(totalOf(uploaded)).toBe('0 in 0 projects, and 0 from after the cutoff');
});

describe('missing symbols', () => {
  type Missing = NonNullable<World['missing']>[string];
  const wanted = (id: string, time = cutoff - day) => ({ file: 'core.pdb', id, time });
  const findings = async (old: Missing, fresh: Missing, there: Uploads = []) => {
    const before = await taken({ missing: { p: old } });
    const after = await taken({ missing: { p: fresh }, symbols: { p: there } });
    return missingFindings(before.missing, after.missing, after.uploaded);
  };

  test('are the same, though crashes of later want them again', async () => {
    expect(
      (await findings([wanted('A1'), wanted('B1')], [wanted('B1', cutoff + 9), wanted('A1')])).findings,
    ).toEqual([]);
  });

  test('more than before, of crashes up to the cutoff, are extra', async () => {
    const { findings: found, notes } = await findings(
      [wanted('A1')],
      [wanted('A1'), wanted('B1', cutoff), wanted('C1', cutoff + 1)],
    );
    expect(found).toEqual(['extra on new: core.pdb B1; missing symbols of main/p (old 1, new 2)']);
    expect(notes).toEqual([
      expect.stringMatching(/^1 missing symbols of main\/p are of crashes after the cutoff/),
    ]);
  });

  test('of a known good symbol that this pack asked for are left out', async () => {
    const before = await taken({ missing: { p: [] } });
    const after = await taken({ missing: { p: [wanted('G1'), wanted('X1')] } });
    const isOwn = (_: string, { debugId }: { debugId: string }) => debugId === 'G1';
    const { findings: found, notes } = missingFindings(before.missing, after.missing, [], isOwn);
    expect(found).toEqual([expect.stringMatching(/^extra on new: core\.pdb X1/)]);
    expect(notes).toEqual([expect.stringMatching(/^1 known good symbols of main\/p/)]);
  });

  test('fewer are missing from the list, unless the new server has the symbol now', async () => {
    const { findings: found, notes } = await findings(
      [wanted('A1'), wanted('B1'), wanted('C1')],
      [wanted('C1')],
      [file('A1', { time: cutoff + 100 })],
    );
    expect(found).toEqual([expect.stringMatching(/^missing on new: core\.pdb B1/)]);
    expect(notes).toEqual([
      expect.stringMatching(/^1 missing symbols of main\/p are no longer missing on new/),
    ]);
  });
});
