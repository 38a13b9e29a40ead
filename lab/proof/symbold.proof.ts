import { symboldFaults } from '../faults/symbold.ts';
import { proveFaults } from './prove-faults.ts';

proveFaults(symboldFaults);
