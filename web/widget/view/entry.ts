import type { Entry } from '../log.ts';
import type { Words } from '../words.ts';
import { make } from './dom.ts';
import { renderMarkdown } from './markdown.ts';

/** One message as an element. `retry` is called with its key. */
export function entryElement(entry: Entry, words: Words, retry: (key: string) => void): HTMLElement {
  const isBot = entry.from === 'bot';
  const body = entry.isMarkdown
    ? renderMarkdown(entry.text, words('newTab'))
    : entry.text === ''
      ? []
      : [make('p', {}, entry.text)];
  return make(
    'div',
    { class: `entry ${entry.from} ${entry.state}` },
    make(
      'div',
      { class: 'bubble', ...(isBot && entry.locale && { lang: entry.locale }) },
      make('span', { class: 'hidden' }, words(isBot ? 'bot' : 'you'), ' '),
      ...body,
      ...entry.files.map((file) => fileElement(file, words)),
      // A message with neither words nor files had a file that the server did not keep.
      ...(entry.text === '' && entry.files.length === 0 ? [make('p', { class: 'file' }, words('notKept'))] : []),
    ),
    meta(entry, words, retry),
  );
}

function meta(entry: Entry, words: Words, retry: (key: string) => void): HTMLElement {
  const hour = new Intl.DateTimeFormat(words.dates(), { hour: 'numeric', minute: '2-digit' });
  const whole = new Intl.DateTimeFormat(words.dates(), { dateStyle: 'full', timeStyle: 'short' });
  const date = new Date(entry.at);
  const time = make('time', { datetime: date.toISOString(), title: whole.format(date) }, hour.format(date));
  if (entry.state === 'failed') {
    const button = make('button', { type: 'button', class: 'retry', click: () => retry(entry.key) }, words('retry'));
    return make('div', { class: 'meta' }, make('span', { class: 'trouble' }, words('failed')), button);
  }
  const state = entry.from === 'user' ? make('span', { class: 'state' }, words(entry.state)) : null;
  return make('div', { class: 'meta' }, time, state);
}

function fileElement(file: Entry['files'][number], words: Words): HTMLElement {
  const name = words('file', { name: file.name });
  return make(
    'p',
    { class: 'file' },
    file.url && /^https?:/i.test(file.url) ? make('a', { href: file.url, download: '' }, name) : name,
  );
}
