import type { InstalledService, Named } from './installed.ts';
import { installedServices } from './installed.ts';

/** Services that the old host has installed and the new server has not, as findings. */
export function missingServices(
  old: Required<Pick<Named, 'units' | 'unitFiles' | 'files'>>,
  fresh: readonly Pick<InstalledService, 'name'>[],
): string[] {
  return installedServices(old)
    .services.filter(({ name }) => fresh.every((service) => service.name !== name))
    .map(
      ({ name, namedBy }) =>
        `missing on new: service ${name}, which the old host has by ${namedBy.join(', ')}`,
    );
}
