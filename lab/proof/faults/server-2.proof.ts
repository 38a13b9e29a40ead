import { serverFaults } from '../../faults/index.ts';
import { defaultPair } from '../../state/default-pair.ts';
import { verify } from '../verify.ts';
import { proveFaults } from './prove-faults.ts';

proveFaults(serverFaults, defaultPair({ seed: 1 }), (pair) => verify(pair), { part: 2, of: 3 });
