import type { OfferedChoice, ShownMessage } from '../conversationLog.ts';
import type { WidgetStrings } from '../strings.ts';
import { make } from './dom.ts';
import { markdownNodes } from './markdown.ts';

/** What a person does with a message, named by its key. */
export interface EntryDeps {
  retry(key: string): void;
  rate(key: string, rating: OfferedChoice): void;
  /** Asks for something that the bot always offers. */
  choose(choice: OfferedChoice): void;
}

/** One message as an element. */
export function entryElement(entry: ShownMessage, strings: WidgetStrings, deps: EntryDeps): HTMLElement {
  const isBot = entry.from === 'bot';
  const body = entry.isMarkdown
    ? markdownNodes(entry.text, strings('newTab'))
    : entry.text === ''
      ? []
      : [make('p', {}, entry.text)];
  return make(
    'div',
    { class: `entry ${entry.from} ${entry.state}${entry.speaker ? ' person' : ''}` },
    ...(entry.speaker ? [make('p', { class: 'speaker' }, entry.speaker)] : []),
    make(
      'div',
      { class: 'bubble', ...(isBot && entry.locale && { lang: entry.locale }) },
      make('span', { class: 'hidden' }, entry.speaker ? `${entry.speaker}: ` : `${strings(isBot ? 'bot' : 'you')} `),
      ...body,
      ...(entry.files.length > 0
        ? [make('div', { class: 'files' }, ...entry.files.map((file) => fileElement(file, strings)))]
        : []),
      // A message with neither words nor files had a file that the server did not keep.
      ...(entry.text === '' && entry.files.length === 0 ? [make('p', { class: 'file' }, strings('notKept'))] : []),
    ),
    meta(entry, strings, deps),
  );
}

function meta(entry: ShownMessage, strings: WidgetStrings, { retry, rate, choose }: EntryDeps): HTMLElement {
  const hour = new Intl.DateTimeFormat(strings.dates(), { hour: 'numeric', minute: '2-digit' });
  const whole = new Intl.DateTimeFormat(strings.dates(), { dateStyle: 'full', timeStyle: 'short' });
  const date = new Date(entry.at);
  const time = make('time', { datetime: date.toISOString(), title: whole.format(date) }, hour.format(date));
  if (entry.state === 'failed') {
    const button = make('button', { type: 'button', class: 'retry', click: () => retry(entry.key) }, strings('retry'));
    return make('div', { class: 'meta' }, make('span', { class: 'problem' }, strings('failed')), button);
  }
  const state = entry.from === 'user' ? make('span', { class: 'state' }, strings(entry.state)) : null;
  return make(
    'div',
    { class: 'meta' },
    time,
    state,
    ...(entry.answers ? [rating(entry, entry.answers, strings, rate)] : []),
    ...(entry.isProvable ? [receipt(strings, choose)] : []),
  );
}

const faults = ['wrong', 'old', 'unclear', 'other'] as const;

/** Whether the answer was useful, what is wrong with it, or thanks for having said so. */
function rating(
  { key, rated }: ShownMessage,
  answers: string,
  strings: WidgetStrings,
  rate: EntryDeps['rate'],
): HTMLElement {
  const isAsked = rated === null;
  if (!isAsked && rated !== `useless:${answers}`) return make('span', {}, strings('rated'));
  const question = strings(isAsked ? 'rate' : 'rateWhy');
  const button = (label: string, value: string) =>
    make('button', { type: 'button', click: () => rate(key, { label: `${question} ${label}`, value }) }, label);
  const buttons = isAsked
    ? [button(strings('rateYes'), `useful:${answers}`), button(strings('rateNo'), `useless:${answers}`)]
    : faults.map((fault) => button(strings(fault), `useless:${answers}/${fault}`));
  return make('span', { class: 'rate', role: 'group', 'aria-label': question }, `${question} `, ...buttons);
}

/** Asks for the proof of an answer. */
function receipt(strings: WidgetStrings, choose: EntryDeps['choose']): HTMLElement {
  const label = strings('receipt');
  const click = () => choose({ label, value: 'command:receipt' });
  return make('span', { class: 'rate' }, make('button', { type: 'button', click }, label));
}

/** A file by its picture where it is one and can be seen, else by its name. */
export function fileElement({ name, url }: ShownMessage['files'][number], strings: WidgetStrings): HTMLElement {
  const label = strings('file', { name });
  const href = url && /^(https?|blob):/i.test(url) ? url : null;
  if (href === null) return make('p', { class: 'file' }, label);
  const link = make('a', { href, download: name, class: 'file' });
  // The page that shows the chat may forbid pictures of others: then the name stands for it.
  const isPicture = /\.(png|jpe?g|webp|gif)$/i.test(name);
  link.append(isPicture ? make('img', { src: href, alt: label, error: () => link.replaceChildren(label) }) : label);
  return link;
}
