import { copyLink } from './copy-link.js';
import { showEntriesInPlace } from './in-place.js';
import { listenForRequests } from './requests.js';

function closePopups(except) {
  for (const button of document.querySelectorAll('[aria-haspopup][aria-expanded="true"]')) {
    if (button !== except) setPopup(button, false);
  }
}

function setPopup(button, open) {
  button.setAttribute('aria-expanded', String(open));
  const popup = document.getElementById(button.getAttribute('aria-controls'));
  popup.hidden = !open;
  if (open) popup.querySelector('a, button')?.focus();
}

function moveInPopup(popup, key) {
  const entries = [...popup.querySelectorAll('a, button')];
  const step = key === 'ArrowDown' ? 1 : -1;
  const next = entries.indexOf(document.activeElement) + step;
  entries.at(next % entries.length)?.focus();
}

function showPanel(list, chosen) {
  for (const tab of list.querySelectorAll('[role="tab"]')) {
    tab.setAttribute('aria-selected', String(tab === chosen));
    document.getElementById(tab.getAttribute('aria-controls')).hidden = tab !== chosen;
  }
  history.replaceState(null, '', `#show=${chosen.id}`);
}

document.addEventListener('click', (event) => {
  const target = event.target.closest('button, a');
  closePopups(target);
  if (!target) return;
  const { dialog, href, close } = target.dataset;
  if (target.hasAttribute('aria-haspopup')) setPopup(target, target.getAttribute('aria-expanded') !== 'true');
  if (dialog !== undefined) document.getElementById(dialog).showModal();
  if (href !== undefined) location.assign(href);
  if (close !== undefined) target.closest('dialog').close();
  if (target.classList.contains('fold')) {
    const open = target.getAttribute('aria-expanded') !== 'true';
    target.setAttribute('aria-expanded', String(open));
    target.nextElementSibling.hidden = !open;
  }
});

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') closePopups();
  const popup = event.target.closest?.('[role="menu"], [role="listbox"]');
  if (!popup || !event.key.startsWith('Arrow')) return;
  event.preventDefault();
  moveInPopup(popup, event.key);
});

// A choice of the time frame keeps the rest of the address.
for (const option of document.querySelectorAll('#time-frames [role="option"]')) {
  const chosen = new URL(option.href).searchParams.get('time');
  const address = new URL(location.href);
  address.searchParams.set('time', chosen);
  address.searchParams.delete('offset');
  option.href = address.href;
}

document.addEventListener('click', ({ target }) => {
  const list = target.closest('[role="tablist"][data-panels]');
  const chosen = target.closest('[role="tab"]');
  if (list && chosen) showPanel(list, chosen);
});
for (const list of document.querySelectorAll('[role="tablist"][data-panels]')) {
  // A tab that was chosen stays so when the page loads anew.
  const [, id = ''] = location.hash.split('#show=');
  const kept = list.querySelector(`[id="${CSS.escape(id)}"]`);
  if (kept) showPanel(list, kept);
}
document.getElementById('log-out')?.addEventListener('click', async () => {
  await fetch('/api/logout');
  location.assign('/login');
});
document.getElementById('copy-link')?.addEventListener('click', () => copyLink());
listenForRequests();
showEntriesInPlace();
