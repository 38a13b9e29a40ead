import type { Html } from '../page-env.ts';
import { type ProjectViewer, projectAddress } from '../viewer.ts';
import { option, picker } from './menu.ts';
import { face } from './top-bar.ts';

/** The spans that errors can be looked at in, by their value in the address; seconds until now, or all of time. */
export const timeFrames: Record<string, { label: string; seconds?: number }> = {
  hour: { label: 'Last hour', seconds: 3_600 },
  day: { label: 'Last day', seconds: 86_400 },
  week: { label: 'Last 7 days', seconds: 7 * 86_400 },
  month: { label: 'Last 30 days', seconds: 30 * 86_400 },
  quarter: { label: 'Last 90 days', seconds: 90 * 86_400 },
  year: { label: 'Last year', seconds: 365 * 86_400 },
  all: { label: 'All time' },
};

/** The span that is looked at unless the address says otherwise. */
export const usualTimeFrame = 'week';

/** The list to choose the span from; a choice keeps the rest of the address. */
export function timeFrame(viewer: ProjectViewer, chosen: string): Html {
  const items = Object.entries(timeFrames).map(([value, { label }]) => {
    return option(label, projectAddress(viewer, 'triage', { time: value }), value === chosen);
  });
  const label = timeFrames[chosen]?.label ?? chosen;
  return picker({
    name: 'Time frame',
    id: 'time-frames',
    face: face('Time frame', label),
    items,
    look: 'choice',
  });
}
