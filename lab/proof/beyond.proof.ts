import { beyondFaults } from '../faults/beyond.ts';
import { proveFaults } from './prove-faults.ts';

proveFaults(beyondFaults);
