import { ask } from './api.js';

document.addEventListener('click', async ({ target }) => {
  const button = target.closest('#test-configuration');
  if (!button) return;
  const result = document.getElementById('test-result');
  const alert = result.nextElementSibling;
  result.hidden = true;
  alert.hidden = true;
  try {
    await ask(button.dataset.path, { method: 'POST', body: {} });
    result.textContent = 'The configuration was tested successfully.';
    result.hidden = false;
  } catch (error) {
    alert.textContent = `The test failed: ${error.message}`;
    alert.hidden = false;
  }
});
