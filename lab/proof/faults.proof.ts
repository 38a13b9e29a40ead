import { serverFaults } from '../faults/index.ts';
import { defaultPair } from '../state/default-pair.ts';
import { proveFaults } from './prove-faults.ts';
import { verify } from './verify.ts';

proveFaults(serverFaults, defaultPair({ seed: 1 }), (pair) => verify(pair));
