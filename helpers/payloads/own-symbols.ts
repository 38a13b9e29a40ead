/** Debug file of the made-up program, without the `.pdb` that it has on Windows. */
export const probeFile = 'migration-probe';

/** Whether a debug file is that of the made-up program, or the tag of its symbols. */
export function isProbe(name: string): boolean {
  return name === probeFile || name === `${probeFile}.pdb`;
}

/** A symbol by its names. */
export interface SymbolName {
  debugFile: string;
  debugId: string;
}

/** Whether an item of a list, `file` or `file,debug id`, is of the made-up program or one of the known good symbols. */
export function isOwnItem(item: string, knownGood: readonly SymbolName[]): boolean {
  const [file = ''] = item.split(/,\s*(?=[0-9a-f-]+$)/i);
  if (isProbe(file)) return true;
  return knownGood.some(({ debugFile, debugId }) => {
    return file === debugFile && (item === file || item.toUpperCase().endsWith(debugId));
  });
}
