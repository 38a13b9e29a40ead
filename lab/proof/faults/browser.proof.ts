import { browserFaults } from '../../faults/index.ts';
import { defaultPair } from '../../state/default-pair.ts';
import { verifyInBrowser } from '../verify.ts';
import { proveFaults } from './prove-faults.ts';

// A small pair, since every page of every project is opened.
const pair = defaultPair({ seed: 1, projects: 2, errors: 60, symbols: 4 });

proveFaults(browserFaults, pair, (broken) => verifyInBrowser(broken, ['ui', 'sso']));
