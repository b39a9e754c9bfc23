import type { WidgetStrings } from '../strings.ts';
import { drawings, icon, make } from './dom.ts';
import { createFileTray, offeredTypes } from './fileTray.ts';

const longest = '4000';

/** Where the person writes. */
interface MessageComposer {
  readonly element: HTMLElement;
  focus(): void;
  /** Throws away what was written and not sent. */
  clear(): void;
}

export function createComposer(
  strings: WidgetStrings,
  uploadMb: number,
  /** The button for more ways to say something. */
  more: HTMLElement,
  deps: {
    send: (text: string) => void;
    /** What is written has changed. */
    typed: () => void;
    attach: (files: readonly File[], caption: string) => void;
    refuseFile: (why: 'fileType' | 'fileSize', name: string) => void;
  },
): MessageComposer {
  const input = make('textarea', { rows: '1', maxlength: longest, enterkeyhint: 'send', autocomplete: 'off' });
  const button = make('button', { class: 'send', type: 'submit' }, icon(drawings.send));
  const file = make('input', { type: 'file', multiple: '', accept: offeredTypes.join(','), change: takeFiles });
  const attach = make('button', { class: 'attach', type: 'button', click: () => file.click() }, icon(drawings.attach));
  const form = make(
    'form',
    { class: 'composer', submit },
    ...(uploadMb > 0 ? [attach, file] : []),
    more,
    input,
    button,
  );
  const tray = createFileTray(strings, uploadMb, { changed: nameAndFocus, refuse: deps.refuseFile });
  const element = make('div', {}, tray.element, form);

  file.hidden = true;
  strings.each(() => {
    name();
    nameButton(button, strings('send'));
    nameButton(attach, strings('attach', { mb: uploadMb }));
  });

  input.addEventListener('input', grow);
  input.addEventListener('input', deps.typed);
  input.addEventListener('paste', ({ clipboardData }) => {
    if (uploadMb > 0 && clipboardData?.files.length) tray.add(clipboardData.files);
  });
  input.addEventListener('keydown', (event) => {
    // While a word is being composed, Enter belongs to the input method.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    submit(event);
  });

  function submit(event: Event): void {
    event.preventDefault();
    const text = input.value.trim();
    const files = tray.take();
    if (text === '' && files.length === 0) return input.focus();
    clear();
    if (files.length > 0) deps.attach(files, text);
    else deps.send(text);
  }

  function clear(): void {
    tray.clear();
    input.value = '';
    name();
    grow();
  }

  /** What is written beside files is their caption. */
  function name(): void {
    const key = tray.count() > 0 ? 'caption' : 'placeholder';
    input.placeholder = strings(key);
    input.setAttribute('aria-label', strings(key === 'caption' ? key : 'input'));
  }

  /** The caption of files that were just added is written next. */
  function nameAndFocus(): void {
    name();
    input.focus();
  }

  function grow(): void {
    input.style.height = 'auto';
    input.style.height = `${input.scrollHeight}px`;
  }

  function takeFiles(): void {
    tray.add([...(file.files ?? [])]);
    file.value = '';
  }

  return { element, focus: () => input.focus(), clear };
}

/** Names a button that only shows a drawing, for those who point at it too. */
export function nameButton(button: HTMLElement, text: string): void {
  button.title = text;
  button.setAttribute('aria-label', text);
}
