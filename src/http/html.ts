/** HTML that is known to be safe: only `html` creates it. */
export interface Html {
  readonly html: string;
}

type Value = string | number | Html | readonly Html[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Template tag that escapes every value, so that what a person wrote can never become markup. */
export function html(literals: TemplateStringsArray, ...values: readonly Value[]): Html {
  return { html: literals.reduce((out, literal, index) => out + write(values[index - 1]) + literal) };
}

function write(value: Value | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'object') return 'html' in value ? value.html : value.map((one) => one.html).join('');
  return String(value).replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
