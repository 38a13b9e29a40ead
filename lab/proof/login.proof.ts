import { loginFaults } from '../faults/login.ts';
import { proveFaults } from './prove-faults.ts';

proveFaults(loginFaults);
