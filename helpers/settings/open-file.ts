import { statSync } from 'node:fs';
import { pasted } from '../host/quote.ts';
import { type VariableName, variables } from './variables.ts';

/** Set once it was said, for the workers and runners that this process starts. */
const said = 'VERIFICATION_OPEN_FILE_SAID';

/**
 * Says in one line, once a run, that the settings file holds a secret and is open to others than its owner, with the
 * command that mends it.
 */
export function warnOfOpenFile(
  file: string | undefined,
  written: Readonly<Record<string, string>>,
  environment: NodeJS.ProcessEnv,
  warn: (line: string) => void = console.error,
): void {
  if (file === undefined || environment[said] || !holdsSecret(written) || !isOpen(file)) return;
  environment[said] = '1';
  warn(
    `${file} holds passwords or tokens and can be read by others than its owner: chmod 600 ${pasted(file)}`,
  );
}

function holdsSecret(written: Readonly<Record<string, string>>): boolean {
  const isSecret = (name: string) => name in variables && 'secret' in variables[name as VariableName];
  return Object.entries(written).some(([name, value]) => value.trim() !== '' && isSecret(name));
}

function isOpen(file: string): boolean {
  // The bits mean nothing on Windows.
  return process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0;
}
