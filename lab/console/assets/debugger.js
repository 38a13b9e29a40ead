import { ask } from './api.js';
import { fail } from './say.js';
import { element, loaded, row, timeText } from './show.js';

const part = document.querySelector('.debugger');
const { report: reportPath, attachments, attachment, group } = part.dataset;
const byId = (id) => document.getElementById(id);

function frameText(frame) {
  const place = [frame.sourceCode ?? frame.library ?? '', frame.line].filter(Boolean).join(':');
  return [frame.funcName ?? frame.address ?? '?', place].filter(Boolean).join('  ');
}

function showThread(thread) {
  const frames = thread?.stack ?? [];
  byId('frame-count').textContent = String(frames.length);
  byId('frames').replaceChildren(...frames.map((frame) => element('li', { textContent: frameText(frame) })));
}

function threadButton(id, thread) {
  const button = element('button', { type: 'button', className: 'plain', textContent: thread.name || id });
  if (thread.fault) button.classList.add('fault');
  button.addEventListener('click', () => showThread(thread));
  return element('li', {}, button);
}

function showReport(report) {
  const threads = Object.entries(report.threads ?? {});
  byId('thread-count').textContent = String(threads.length);
  byId('threads').replaceChildren(...threads.map(([id, thread]) => threadButton(id, thread)));
  showThread(report.threads?.[report.mainThread] ?? threads[0]?.[1]);
  const attributes = Object.entries(report.attributes ?? {}).sort(([a], [b]) => a.localeCompare(b));
  byId('attributes').replaceChildren(...attributes.map(([name, value]) => row(name, String(value ?? ''))));
  const fingerprint = report.fingerprint ?? '';
  byId('facts').replaceChildren(
    'Fingerprint: ',
    element('a', { href: group.replace('FINGERPRINT', fingerprint), textContent: fingerprint.slice(0, 7) }),
    ` · Created on ${timeText(report.timestamp)}`,
    ...(report.classifiers ?? []).map((name) => element('span', { className: 'chip', textContent: name })),
  );
}

function showAttachments(list) {
  const links = list.map(({ id, name, size }) =>
    element(
      'li',
      {},
      element('a', {
        href: attachment.replace('ATTACHMENT', id),
        textContent: `${name} (${size.toLocaleString('en-US')} bytes)`,
      }),
    ),
  );
  byId('attachments').replaceChildren(
    ...(links.length > 0 ? links : [element('li', { textContent: 'No attachments' })]),
  );
}

Promise.all([ask(reportPath), ask(attachments)])
  .then(([report, list]) => {
    if (!report) throw new Error('The object could not be read.');
    showReport(report);
    showAttachments(list.attachments);
    loaded(part);
  })
  .catch((error) => fail(part, error));
