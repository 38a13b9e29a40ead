// @ts-check
// Node loads this first in every process that a test starts.
import { install } from './install.js';

install();
