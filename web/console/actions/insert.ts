/** Where a dialog inserts its text, and a draft of another device is shown: the current text field, if there is one. */
interface DraftField {
  insert(text: string): void;
  show(text: string): void;
}

let field: DraftField | null = null;

export function takeInserts(given: DraftField | null): void {
  field = given;
}

export function insertText(text: string): void {
  field?.insert(text);
}

/** Shows a draft that its author goes on with at once. */
export function continueDraft(text: string): void {
  field?.show(text);
  requestAnimationFrame(() => document.querySelector<HTMLElement>('#composer')?.focus());
}

export function showDraft(text: string): void {
  field?.show(text);
}
