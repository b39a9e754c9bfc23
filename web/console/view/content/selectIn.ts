/** Puts the focus into a field, with a part of its text selected. */
export function selectIn(field: string, { start, end }: { readonly start: number; readonly end: number }): void {
  const element = document.getElementById(field);
  if (!(element instanceof HTMLTextAreaElement)) return;
  // The browser scrolls to the caret when the field gets the focus: to where the part begins.
  element.blur();
  element.setSelectionRange(start, start);
  element.focus();
  element.setSelectionRange(start, end);
  element.scrollIntoView({ block: 'nearest' });
}

/** Puts the focus into a field where a paragraph is to be written, with the empty line that divides it from others. */
export function beginParagraphIn(field: string, position: number): void {
  selectIn(field, { start: position, end: position });
  const element = document.getElementById(field);
  if (!(element instanceof HTMLTextAreaElement) || element.value === '') return;
  // As if it were typed: the browser can undo it, and the page hears of it.
  document.execCommand('insertText', undefined, '\n\n');
  if (position === 0) element.setSelectionRange(0, 0);
}
