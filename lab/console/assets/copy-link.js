import { ask } from './api.js';
import { say } from './say.js';

/** Puts a shortened link to this page on the clipboard; shows it where the browser forbids that. */
export async function copyLink() {
  try {
    const { url } = await ask('/api/share', { method: 'POST', body: { url: location.href } });
    await write(url);
  } catch (error) {
    say(`The link could not be shortened: ${error.message}`, 'alert');
  }
}

async function write(url) {
  try {
    await navigator.clipboard.writeText(url);
    say('Link copied to clipboard');
  } catch {
    say(`Link to this page: ${url}`, 'alert');
  }
}
