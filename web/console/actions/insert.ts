/** Where a dialog inserts its text: the current text field, if there is one. */
let field: ((text: string) => void) | null = null;

export function takeInserts(insert: ((text: string) => void) | null): void {
  field = insert;
}

export function insertText(text: string): void {
  field?.(text);
}
