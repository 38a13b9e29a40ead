import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = new URL('../', import.meta.url);
const documents = readdirSync(root).filter((name) => name.endsWith('.md'));

test.each(documents)('every link of %s to a file or a heading of its own leads there', (document) => {
  const text = readFileSync(new URL(document, root), 'utf8');
  const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => `#${anchorOf(heading)}`);
  const links = [...text.matchAll(/\]\(([^()\s]{1,500})\)/g)].map(([, link = '']) => link);
  const isThere = (link: string) =>
    link.startsWith('#')
      ? headings.includes(link)
      : existsSync(fileURLToPath(new URL(link.replace(/#.*/, ''), root)));
  const dead = links.filter((link) => !/^[a-z]+:/.test(link) && !isThere(link));
  expect(dead).toEqual([]);
});

/** As GitHub makes it of a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');
}
