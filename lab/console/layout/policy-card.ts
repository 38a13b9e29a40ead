import { html } from 'hono/html';
import { z } from 'zod';
import { textOf } from '../../state/row.ts';
import type { Row } from '../../state/types.ts';
import type { Html } from '../page-env.ts';
import { table } from './table.ts';

const rules = z.array(
  z.looseObject({
    criteria: z.array(z.looseObject({ type: z.string(), time: z.coerce.number().optional() })),
    actions: z.array(z.looseObject({ type: z.string(), subsets: z.array(z.string()).optional() })),
  }),
);

/** A retention policy with its rules in words; `row` holds them as JSON (contract §6.5). */
export function policyCard(title: string, row: Row | undefined, state?: string): Html {
  const lines = row ? rules.parse(JSON.parse(textOf(row, 'rules') || '[]')) : [];
  const cells = lines.map((rule) => [sentence(rule)]);
  return html`<section class="card" aria-label="${title}"><h2>${title}</h2>${state ? html`<p class="state ${state.replace(' ', '-')}">${state}</p>` : ''}
${table(title, ['Rule'], cells, 'No rules exist yet')}</section>`;
}

function sentence({ criteria, actions }: z.output<typeof rules>[number]): string {
  const days = ((criteria[0]?.time ?? 0) / 86_400).toFixed(1);
  const what = actions.map(({ type, subsets }) => {
    if (type === 'compress') return 'Compress all dumps';
    return subsets?.includes('physical') ? 'Delete all physical objects' : 'Delete all objects';
  });
  return `${what.join(', ')} after ${days} days`;
}
