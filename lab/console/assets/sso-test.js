import { ask } from './api.js';

const button = document.getElementById('test-configuration');
const result = document.getElementById('test-result');
const alert = result?.nextElementSibling;

button?.addEventListener('click', async () => {
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
