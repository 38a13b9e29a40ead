import { startupFaults } from '../faults/startup.ts';
import { proveFaults } from './prove-faults.ts';

proveFaults(startupFaults);
