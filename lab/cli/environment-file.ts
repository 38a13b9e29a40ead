/** Variables as lines of a .env file, but for SETTINGS_FILE, which says where such a file is. */
export function environmentFile(variables: Record<string, string>): string {
  return Object.entries(variables)
    .filter(([name]) => name !== 'SETTINGS_FILE')
    .map(([name, value]) => `${name}=${/[\s#'"`$\\]/.test(value) ? `'${value}'` : value}\n`)
    .join('');
}
