import { symbolFaults } from '../faults/symbols.ts';
import { proveFaults } from './prove-faults.ts';

proveFaults(symbolFaults);
