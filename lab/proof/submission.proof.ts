import { submissionFaults } from '../faults/submission.ts';
import { proveFaults } from './prove-faults.ts';

proveFaults(submissionFaults);
