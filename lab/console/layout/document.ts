import { html } from 'hono/html';
import type { Html } from '../page-env.ts';

/** A whole HTML page; the scripts are files of the assets, loaded as modules. */
export function document(options: {
  title: string;
  body: Html;
  scripts?: string[];
  generation?: string;
}): Html {
  const { title, body, scripts = [], generation = 'G3' } = options;
  return html`<!doctype html>
<html lang="en" class="${generation.toLowerCase()}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} - Backtrace</title>
<link rel="icon" href="/assets/icon.svg">
<link rel="stylesheet" href="/assets/console.css">
${['console', ...scripts].map((name) => html`<script type="module" src="/assets/${name}.js"></script>`)}
</head>
${body}
</html>`;
}
