import { say } from './say.js';

document.addEventListener('click', async (event) => {
  const button = event.target.closest('button[data-copy]');
  if (!button) return;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    say('Link copied to clipboard');
  } catch {
    say(button.dataset.copy, 'alert');
  }
});
