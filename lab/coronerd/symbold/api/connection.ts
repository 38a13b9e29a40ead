import type { Access } from '../download.ts';
import { download } from '../download.ts';
import type { Symbold } from '../symbold.ts';
import { badInput } from './refusal.ts';

/** Looks whether a symbol server answers before it is added or changed. Throws 400 with the reason if not. */
export async function checkConnection(symbold: Symbold, url: string, access: Access): Promise<void> {
  const status = await statusOf(symbold, url, access);
  if (status === 401) throw badInput(`the symbol server ${url} refuses the credentials: HTTP 401`);
}

async function statusOf(symbold: Symbold, url: string, access: Access): Promise<number> {
  try {
    return (await download(url, access, symbold.hosts, new AbortController().signal)).status;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw badInput(`the symbol server ${url} cannot be reached: ${reason}`);
  }
}
