import { ask } from './api.js';

const form = document.getElementById('signup');
const alert = form?.querySelector('[role="alert"]');

function refuse(reason) {
  alert.textContent = reason;
  alert.hidden = false;
}

form?.addEventListener('submit', async (event) => {
  event.preventDefault();
  alert.hidden = true;
  const fields = new FormData(form);
  const password = fields.get('password') ?? '';
  if (password !== (fields.get('repeated') ?? '')) return refuse('The two passwords are not the same.');
  try {
    const { token } = form.dataset;
    await ask('/api/signup', { method: 'POST', body: { action: 'accept', form: { token, password } } });
    form.hidden = true;
    document.getElementById('signed-up').hidden = false;
  } catch (error) {
    refuse(error.message);
  }
});
