import { reportFaults } from '../faults/reports.ts';
import { proveFaults } from './prove-faults.ts';

proveFaults(reportFaults);
