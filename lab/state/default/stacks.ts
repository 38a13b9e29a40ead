import type { Random } from '../random.ts';

/** A way to crash: what every error of one group has in common. */
export interface Crash {
  frames: string[];
  message: string;
  kind: string;
  classifiers: string;
}

const bottoms = [
  ['app::Main::loop', 'app::Main::run', 'main', '__libc_start_main', '_start'],
  ['app::Worker::step', 'app::ThreadPool::work', 'std::thread::_Invoker', 'start_thread', 'clone'],
  [
    'MainActivity.onClick',
    'View.performClick',
    'Handler.dispatchMessage',
    'Looper.loop',
    'ActivityThread.main',
  ],
  ['Order.submit', 'Router.handle', 'Layer.next', 'process.processTicksAndRejections'],
];
const nouns = [
  'Texture',
  'Cart',
  'Session',
  'Socket',
  'Cache',
  'Playlist',
  'Índice',
  'Shader',
  'Ledger',
  'Widget',
];
const verbs = ['load', 'update', 'merge', 'flush', 'decode', 'release', 'resolve', 'render'];
const endings: [string, string, string][] = [
  ['SIGSEGV', 'Segmentation fault', 'null-dereference segv'],
  ['SIGABRT', 'double free or corruption (fasttop)', 'double-free abort'],
  ['TypeError', "Cannot read properties of undefined (reading 'id')", 'uncaught'],
  ['std::bad_alloc', 'out of memory', 'memory abort'],
  ['IOException', 'Verbindung zurückgesetzt', 'network'],
];

/** So many distinct crashes with plausible stacks, innermost frame first. */
export function crashes(random: Random, count: number): Crash[] {
  return Array.from({ length: count }, () => {
    const noun = random.pick(nouns);
    const [kind, message, classifiers] = random.pick(endings);
    const top = Array.from({ length: random.integer(2, 6) }, () => {
      return `${random.chance(0.7) ? noun : random.pick(nouns)}::${random.pick(verbs)}`;
    });
    if (random.chance(0.3)) top.unshift(random.pick(['malloc', 'operator new', 'wrap_free', 'raise']));
    return { frames: [...top, ...random.pick(bottoms)], message, kind, classifiers };
  });
}
