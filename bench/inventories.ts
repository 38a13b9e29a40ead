import { connectOld } from '../helpers/coronerd/server.ts';
import { takeInventory } from '../helpers/inventory/take.ts';
import { loadSettings } from '../helpers/settings/load.ts';

/** Takes the inventories of the pair that the environment names, and counts requests. */
const settings = loadSettings();
const cutoff = (settings.cutoff?.getTime() ?? 0) / 1000;
const begin = performance.now();
const sides = [settings.new, settings.old].flatMap((side) => (side ? [connectOld(side, settings.http)] : []));
const inventories = await Promise.all(sides.map((server) => takeInventory(server, { cutoff })));
const seconds = (performance.now() - begin) / 1000;
const requests = sides.map((server) => server.requests);
console.log(
  `${inventories[0]?.projects.length} projects a side: both inventories in ${seconds.toFixed(2)} s, ${requests.join(' and ')} requests`,
);
await Promise.all(sides.map((server) => server.close()));
