import { requirementFaults } from '../faults/requirements.ts';
import { proveFaults } from './prove-faults.ts';

proveFaults(requirementFaults);
