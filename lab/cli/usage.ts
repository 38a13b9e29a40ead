/** A command line that is not understood. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const usage = `Usage: npm run lab -- [OPTIONS] [COMMAND [ARGUMENTS…]]

Starts a pair of Backtrace-like servers on the loopback, an old one and what was migrated from it, and runs COMMAND
with the variables set that an operator would set to verify them (NEW_URL, OLD_URL, …). Without COMMAND the variables
are printed as a .env file, and the pair stays up until Ctrl-C.

Options (before COMMAND; \`--\` ends them):
  --fault NAME       put a fault on the new server; may be repeated
  --faults           list the faults with the steps that each must turn red, and stop
  --seed N           another pair; the same number always gives the same one (1)
  --projects N       projects on each server (12)
  --errors N         errors on the old server (3000)
  --symbols N        symbol files on the old server (200)
  --console G2       consoles in the layout of 2019 to 2022; G3, the one since, unless said otherwise
  --old FILE         take the old server's state from a JSON file
  --new FILE         take the new server's state from a JSON file
  --print-state      print the state of both servers as JSON, and stop
  --help             print this, and stop
`;
