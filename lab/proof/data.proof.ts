import { dataFaults } from '../faults/data.ts';
import { proveFaults } from './prove-faults.ts';

proveFaults(dataFaults);
