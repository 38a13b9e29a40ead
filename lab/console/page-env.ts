import type { Context } from 'hono';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { Input } from '../coronerd/input.ts';

/** What a page's handler is given: the request as the API read it. */
export interface PageEnv {
  Bindings: { input: Input };
}
export type PageContext = Context<PageEnv>;

/** Markup that is already escaped. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;
