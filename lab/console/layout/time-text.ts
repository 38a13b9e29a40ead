/** Unix seconds as pages of the server show them, in UTC; those that scripts make show local time. */
export function timeText(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
