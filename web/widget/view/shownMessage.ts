import type { ShownMessage } from '../conversationLog.ts';
import type { WidgetStrings } from '../strings.ts';
import { make } from './dom.ts';
import { markdownNodes } from './markdown.ts';

/** One message as an element. `retry` is called with its key. */
export function entryElement(entry: ShownMessage, strings: WidgetStrings, retry: (key: string) => void): HTMLElement {
  const isBot = entry.from === 'bot';
  const body = entry.isMarkdown
    ? markdownNodes(entry.text, strings('newTab'))
    : entry.text === ''
      ? []
      : [make('p', {}, entry.text)];
  return make(
    'div',
    { class: `entry ${entry.from} ${entry.state}` },
    make(
      'div',
      { class: 'bubble', ...(isBot && entry.locale && { lang: entry.locale }) },
      make('span', { class: 'hidden' }, strings(isBot ? 'bot' : 'you'), ' '),
      ...body,
      ...entry.files.map((file) => fileElement(file, strings)),
      // A message with neither words nor files had a file that the server did not keep.
      ...(entry.text === '' && entry.files.length === 0 ? [make('p', { class: 'file' }, strings('notKept'))] : []),
    ),
    meta(entry, strings, retry),
  );
}

function meta(entry: ShownMessage, strings: WidgetStrings, retry: (key: string) => void): HTMLElement {
  const hour = new Intl.DateTimeFormat(strings.dates(), { hour: 'numeric', minute: '2-digit' });
  const whole = new Intl.DateTimeFormat(strings.dates(), { dateStyle: 'full', timeStyle: 'short' });
  const date = new Date(entry.at);
  const time = make('time', { datetime: date.toISOString(), title: whole.format(date) }, hour.format(date));
  if (entry.state === 'failed') {
    const button = make('button', { type: 'button', class: 'retry', click: () => retry(entry.key) }, strings('retry'));
    return make('div', { class: 'meta' }, make('span', { class: 'trouble' }, strings('failed')), button);
  }
  const state = entry.from === 'user' ? make('span', { class: 'state' }, strings(entry.state)) : null;
  return make('div', { class: 'meta' }, time, state);
}

function fileElement(file: ShownMessage['files'][number], strings: WidgetStrings): HTMLElement {
  const name = strings('file', { name: file.name });
  return make(
    'p',
    { class: 'file' },
    file.url && /^https?:/i.test(file.url) ? make('a', { href: file.url, download: '' }, name) : name,
  );
}
