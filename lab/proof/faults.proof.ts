import { faults } from '../faults/index.ts';
import { proveFaults } from './prove-faults.ts';

proveFaults(faults);
