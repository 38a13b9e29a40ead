/** Debug file of the made-up program, without the `.pdb` that it has on Windows. */
export const probeFile = 'migration-probe';

/** Whether a debug file is that of the made-up program, or the tag of its symbols. */
export function isProbe(name: string): boolean {
  return name === probeFile || name === `${probeFile}.pdb`;
}
