/** Tells the person something at the bottom of the page: `status` for a while, an `alert` until they close it. */
export function say(text, role = 'status') {
  const message = document.createElement('div');
  message.className = `toast ${role}`;
  message.setAttribute('role', role);
  message.textContent = text;
  if (role === 'alert') {
    const close = document.createElement('button');
    close.type = 'button';
    close.textContent = 'Dismiss';
    close.addEventListener('click', () => message.remove());
    message.append(close);
  } else {
    setTimeout(() => message.remove(), 6_000);
  }
  document.body.append(message);
}

/** Shows a failure in the part of the page that it is about. */
export function fail(part, error) {
  const alert = part.querySelector('[role="alert"]');
  alert.textContent = `Failed to load: ${error.message}`;
  alert.hidden = false;
  const progress = part.querySelector('[role="progressbar"]');
  if (progress) progress.hidden = true;
}
