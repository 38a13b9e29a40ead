import type { ProbeFunction } from './probe-program.ts';

const crashFile = '/build/migration/probe.cc';
const awkwardFile = `/build/migration probe/it's "quoted" – Größe ✓.cc`;
const mainFile = '/build/migration/main.cc';

/** A call in a function: how far the address that it returns to is from the function's start. */
interface Call {
  function: ProbeFunction;
  offset: number;
}

const crash: ProbeFunction = {
  name: 'probe::crash(int*)',
  address: 0x1000,
  size: 0x40,
  lines: [
    { address: 0x1000, size: 0x08, line: 11, file: crashFile },
    { address: 0x1008, size: 0x18, line: 12, file: crashFile },
    { address: 0x1020, size: 0x20, line: 14, file: crashFile },
  ],
};
const overflow: ProbeFunction = {
  name: 'probe::Überlauf<std::vector<int, std::allocator<int> > >::operator()(int) const',
  address: 0x1040,
  size: 0x80,
  lines: [
    { address: 0x1040, size: 0x10, line: 40, file: awkwardFile },
    { address: 0x1050, size: 0x20, line: 42, file: awkwardFile },
    // Inlined from another file, then back again.
    { address: 0x1070, size: 0x10, line: 7, file: crashFile },
    { address: 0x1080, size: 0x40, line: 43, file: awkwardFile },
  ],
};
/** Assembly: nothing but its name is known. */
const trampoline: ProbeFunction = { name: 'probe_trampoline', address: 0x1100, size: 0x30, lines: [] };
const run: ProbeFunction = {
  name: 'probe::run(std::string const&)',
  address: 0x1200,
  size: 0x60,
  lines: [
    { address: 0x1200, size: 0x20, line: 88, file: crashFile },
    { address: 0x1220, size: 0x40, line: 91, file: crashFile },
  ],
};
const main: ProbeFunction = {
  name: 'main',
  address: 0x1300,
  size: 0x50,
  lines: [
    { address: 0x1300, size: 0x10, line: 3, file: mainFile },
    { address: 0x1310, size: 0x40, line: 5, file: mainFile },
  ],
};
const wait: ProbeFunction = {
  name: 'probe::wait()',
  address: 0x2000,
  size: 0x30,
  lines: [{ address: 0x2000, size: 0x30, line: 101, file: crashFile }],
};
const worker: ProbeFunction = {
  name: 'probe::worker(void*)',
  address: 0x2040,
  size: 0x40,
  lines: [{ address: 0x2040, size: 0x40, line: 120, file: crashFile }],
};

/** The functions of the made-up program by ascending address. */
export const probeFunctions: readonly ProbeFunction[] = [
  crash,
  overflow,
  trampoline,
  run,
  main,
  wait,
  worker,
];

/**
 * What its threads are doing, innermost first; the first thread is the one at fault. An address and the one before it
 * are always of one line, so that it does not matter whether a symbolizer steps back into the call.
 */
export const probeCalls: readonly (readonly Call[])[] = [
  [
    { function: crash, offset: 0x24 },
    { function: overflow, offset: 0x5b },
    { function: trampoline, offset: 0x19 },
    { function: run, offset: 0x32 },
    { function: main, offset: 0x1d },
  ],
  [
    { function: wait, offset: 0x12 },
    { function: worker, offset: 0x1a },
  ],
];
