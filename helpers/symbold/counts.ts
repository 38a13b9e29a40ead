/** What a symbol server has done since it was added; null is what is not told. */
export interface Counts {
  successes: number | null;
  failures: number | null;
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
 * most symbols that are asked for are not there. What counts is whether it got worse. Numbers that are not told are
 * a note, not a finding.
 */
export function countFindings(
  now: Counts,
  old: Counts | undefined,
  limits: CountLimits,
): { findings: string[]; notes: string[] } {
  const { successes, failures } = now;
  if (successes === null || failures === null)
    return { findings: [], notes: ['successes or failures are not told'] };
  const usual = shareOf(old);
  if (successes + failures === 0)
    return { findings: [], notes: ['nothing was downloaded since it was added'] };
  if (successes === 0 && failures > 0 && (old?.successes ?? 0) >= enough) {
    const finding = `no download succeeded and ${failures} failed; on the old server ${old?.successes} succeeded`;
    return { findings: [finding], notes: [] };
  }
  if (successes + failures < enough) {
    return {
      findings: [],
      notes: [`only ${successes + failures} downloads so far: too few to judge their share`],
    };
  }
  const share = percent(failures, successes + failures);
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

/** Percent of failures, where there were enough downloads. */
function shareOf(counts: Counts | undefined): number | undefined {
  const { successes, failures } = counts ?? { successes: null, failures: null };
  if (successes === null || failures === null || successes + failures < enough) return undefined;
  return percent(failures, successes + failures);
}

function percent(part: number, whole: number): number {
  return (part / whole) * 100;
}
