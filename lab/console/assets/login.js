const form = document.getElementById('login');
const alert = form.querySelector('[role="alert"]');

/** The page that was wanted before the login; a path of this console only. */
function next() {
  const wanted = new URL(new URLSearchParams(location.search).get('next') ?? '/', location.origin);
  return wanted.origin === location.origin ? wanted.href : '/';
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  alert.hidden = true;
  try {
    const response = await fetch('/api/login', {
      method: 'POST',
      body: new URLSearchParams(new FormData(form)),
    });
    const reply = await response.json();
    if (typeof reply.token === 'string') return location.assign(next());
    throw new Error(reply.error?.message ?? 'Failed to login');
  } catch (error) {
    alert.textContent = error.message;
    alert.hidden = false;
  }
});
