/** What a symbol server has done since it was added. */
export interface Counts {
  successes: number;
  failures: number;
}

/** The numbers of a symbol server; undefined where either is not told, or was not understood. */
export function countsOf({
  successes,
  failures,
}: {
  successes: number | null;
  failures: number | null;
}): Counts | undefined {
  return successes === null || failures === null ? undefined : { successes, failures };
}

/** From how many downloads on a share of failures means something. */
const enough = 20;

export interface CountLimits {
  /** Percent of failures that is too much, where no old server tells what is usual. */
  maxFailurePercent: number;
  /** So many percentage points above the old server's share are too much. */
  maxFailureRise: number;
}

/**
 * What does not look good in the numbers of one symbol server, one sentence each. Failures alone are no trouble:
 * most symbols that are asked for are not there. What counts is whether it got worse, and by more than chance: that no
 * download succeeded is a finding from so many failures on as are unlikely to come by chance at the old server's
 * share. Where nothing at all was asked since it was added, as right after a migration, nothing can have succeeded:
 * that is a note, however much the old server had. `now` is without what this pack's own test errors asked for.
 */
export function countFindings(
  now: Counts,
  old: Counts | undefined,
  limits: CountLimits,
): { findings: string[]; notes: string[] } {
  const { successes, failures } = now;
  const usual = shareOf(old);
  if (successes + failures === 0)
    return { findings: [], notes: ['nothing was downloaded since it was added'] };
  if (successes === 0 && old && old.successes >= enough && !mayBeChance(failures, percentFailed(old))) {
    const finding = `no download succeeded and ${failures} failed; on the old server ${old.successes} succeeded`;
    return { findings: [finding], notes: [] };
  }
  if (successes + failures < enough) {
    return {
      findings: [],
      notes: [`only ${successes + failures} downloads so far: too few to judge their share`],
    };
  }
  const share = percentFailed(now);
  const limit = usual === undefined ? limits.maxFailurePercent : usual + limits.maxFailureRise;
  if (share <= limit) return { findings: [], notes: [] };
  const against =
    usual === undefined ? `the limit is ${limit} %` : `on the old server it was ${usual.toFixed(1)} %`;
  const said = `${share.toFixed(1)} % of the downloads failed; ${against}`;
  return atLeast(failures, successes + failures) > limit
    ? { findings: [said], notes: [] }
    : { findings: [], notes: [`${said}; ${successes + failures} downloads are too few to tell`] };
}

/** The lowest share, in percent, that so many of a number go with: the lower end of Wilson's 95 % interval. */
function atLeast(part: number, whole: number): number {
  const z = 1.96;
  const p = part / whole;
  const centre = p + z ** 2 / (2 * whole);
  const spread = z * Math.sqrt((p * (1 - p)) / whole + z ** 2 / (4 * whole ** 2));
  return ((centre - spread) / (1 + z ** 2 / whole)) * 100;
}

/** Whether so many failures in a row are too few to tell, at a share of so many percent. */
function mayBeChance(failures: number, percent: number): boolean {
  return failures < enough || (percent / 100) ** failures > 0.025;
}

/** Percent of failures, where there were enough downloads. */
function shareOf(counts: Counts | undefined): number | undefined {
  return counts && counts.successes + counts.failures >= enough ? percentFailed(counts) : undefined;
}

function percentFailed({ successes, failures }: Counts): number {
  return (failures / (successes + failures)) * 100;
}
