/** Where text goes that a dialog brings: the field in which one writes, while there is one. */
let field: ((text: string) => void) | null = null;

export function takeInserts(insert: ((text: string) => void) | null): void {
  field = insert;
}

export function insertText(text: string): void {
  field?.(text);
}
