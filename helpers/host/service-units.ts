/** The services of a Backtrace server that the vendor's list names. */
export const serviceUnits = [
  'coronerd.service',
  'backtrace-proxy.service',
  'backtrace-nginx.service',
  'coronerd-crash-report.service',
] as const;
export type ServiceUnit = (typeof serviceUnits)[number];

/** The unit by its name. Throws `RangeError` for any other one. */
export function serviceUnit(name: string): ServiceUnit {
  const known = serviceUnits.find((each) => each === name);
  if (known) return known;
  throw new RangeError(`${name} is none of the units of the server`);
}
