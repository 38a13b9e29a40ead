import type { Context } from 'hono';
import { deleteCookie, setCookie } from 'hono/cookie';
import type { LabEnv } from './input.ts';

/** Name of the cookie that a browser's session is kept in (contract §1.2). */
const name = 'token';

/** Lets the browser keep the session, out of reach of scripts. */
export function keepSession(c: Context<LabEnv>, token: string): void {
  const secure = c.var.listener.protocol === 'https';
  setCookie(c, name, token, { httpOnly: true, sameSite: 'Lax', path: '/', secure });
}

/** Lets the browser forget the session. */
export function forgetSession(c: Context<LabEnv>): void {
  deleteCookie(c, name, { path: '/', secure: c.var.listener.protocol === 'https' });
}
