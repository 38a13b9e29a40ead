import { verifyInBrowser } from '../lab/proof/verify.ts';
import { defaultPair } from '../lab/state/default-pair.ts';

/** Times the projects `ui` and `sso` against the clean default pair, and the triage of so many projects. */
export async function browser(projects: number): Promise<boolean> {
  const whole = await verifyInBrowser(defaultPair({ seed: 1 }), ['ui', 'sso']);
  console.log(
    `${whole.outcomes.length} steps of ui and sso, ${whole.red.length} red: ${whole.seconds.toFixed(1)} s wall, Playwright's start included`,
  );
  const many = await verifyInBrowser(defaultPair({ seed: 1, projects }), ['ui'], (given) => ({
    ...given,
    WAIVERS: 'ui.applets: not timed',
  }));
  const triage = many.of('ui.triage');
  console.log(`triage of ${projects} projects: ${triage?.status}, ${triage?.seconds.toFixed(1)} s`);
  return whole.red.length === 0 && triage?.status === 'passed';
}
