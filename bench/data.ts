import { connectOld } from '../helpers/coronerd/server.ts';
import { takeInventory } from '../helpers/inventory/take.ts';
import { readSettings } from '../helpers/settings/read.ts';
import { startPair } from '../lab/pair.ts';
import { defaultPair } from '../lab/state/default-pair.ts';

/** Times the inventories of both sides with so many projects a side, and counts requests. */
export async function data(projects: number): Promise<boolean> {
  const pair = await startPair(defaultPair({ seed: 1, projects, errors: projects * 250 }));
  const settings = readSettings(pair.environment);
  const cutoff = (settings.cutoff?.getTime() ?? 0) / 1000;
  const begin = performance.now();
  const sides = [settings.new, settings.old].flatMap((side) =>
    side ? [connectOld(side, settings.http)] : [],
  );
  const inventories = await Promise.all(sides.map((server) => takeInventory(server, { cutoff })));
  const seconds = (performance.now() - begin) / 1000;
  const requests = sides.map((server) => server.requests);
  console.log(
    `${inventories[0]?.projects.length} projects a side: both inventories in ${seconds.toFixed(2)} s, ${requests.join(' and ')} requests`,
  );
  await Promise.all(sides.map((server) => server.close()));
  await pair.close();
  return true;
}
