import { say } from './say.js';

document.addEventListener('submit', async (event) => {
  const form = event.target;
  if (form.id !== 'upload') return;
  event.preventDefault();
  const fields = new FormData(form);
  const tag = fields.get('tag') || 'anon';
  try {
    const response = await fetch(`${form.dataset.path}&${new URLSearchParams({ tag })}`, {
      method: 'POST',
      body: fields.get('archive'),
    });
    const reply = await response.json();
    if (reply.response !== 'ok') throw new Error(reply.error?.message ?? `HTTP ${response.status}`);
    say('The archive was uploaded.');
  } catch (error) {
    say(error.message, 'alert');
  }
});
