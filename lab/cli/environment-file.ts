/** Variables as lines of a .env file. */
export function environmentFile(variables: Record<string, string>): string {
  return Object.entries(variables)
    .map(([name, value]) => `${name}=${/[\s#'"`$\\]/.test(value) ? `'${value}'` : value}\n`)
    .join('');
}
