import type { WidgetStrings } from '../strings.ts';
import { drawings, icon, make } from './dom.ts';

/** Kinds of files that the server takes. */
const fileTypes = ['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'application/pdf', 'audio/*', 'video/*'];
const longest = '4000';

/** Where the person writes. */
export interface MessageComposer {
  readonly element: HTMLElement;
  focus(): void;
  /** Throws away what was written and not sent. */
  clear(): void;
}

export function createComposer(
  strings: WidgetStrings,
  uploadMb: number,
  deps: {
    send: (text: string) => void;
    attach: (file: File) => void;
    refuseFile: (why: 'fileType' | 'fileSize') => void;
  },
): MessageComposer {
  const input = make('textarea', { rows: '1', maxlength: longest, enterkeyhint: 'send', autocomplete: 'off' });
  const button = make('button', { class: 'send', type: 'submit' }, icon(drawings.send));
  const file = make('input', { type: 'file', accept: fileTypes.join(','), change: takeFile });
  const attach = make('button', { class: 'attach', type: 'button', click: () => file.click() }, icon(drawings.attach));
  const element = make('form', { class: 'composer', submit }, ...(uploadMb > 0 ? [attach, file] : []), input, button);

  file.hidden = true;
  strings.each(() => {
    input.placeholder = strings('placeholder');
    input.setAttribute('aria-label', strings('input'));
    nameButton(button, strings('send'));
    nameButton(attach, strings('attach', { mb: uploadMb }));
  });

  input.addEventListener('input', grow);
  input.addEventListener('keydown', (event) => {
    // While a word is being composed, Enter belongs to the input method.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    submit(event);
  });

  function submit(event: Event): void {
    event.preventDefault();
    const text = input.value.trim();
    if (text === '') return input.focus();
    clear();
    deps.send(text);
  }

  function clear(): void {
    input.value = '';
    grow();
  }

  function grow(): void {
    input.style.height = 'auto';
    input.style.height = `${input.scrollHeight}px`;
  }

  function takeFile(): void {
    const chosen = file.files?.[0];
    file.value = '';
    if (!chosen) return;
    if (!isTaken(chosen.type)) deps.refuseFile('fileType');
    else if (chosen.size > uploadMb * 1024 * 1024) deps.refuseFile('fileSize');
    else deps.attach(chosen);
  }

  return { element, focus: () => input.focus(), clear };
}

/** Browsers know recordings by many names: the server looks at the bytes. */
function isTaken(type: string): boolean {
  return fileTypes.includes(type) || /^(audio|video)\//.test(type);
}

/** Names a button that only shows a drawing, for those who point at it too. */
export function nameButton(button: HTMLElement, text: string): void {
  button.title = text;
  button.setAttribute('aria-label', text);
}
