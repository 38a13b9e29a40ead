/** The project for test submissions: in the first universe, on both servers, empty. */
export const probeProject = 'migration-probe';

/** Name of the universe that it is in. */
export const probeUniverse = 'acme';
