/** Whether a masked text names an identifier that stood in it: it is no wording as it is. */
export function hasIdentifier(text: string): boolean {
  return /\[(?:dni|iban|card|phone|email)\]/.test(text);
}

/** Numbers by name, the largest first: "català 2, castellà 1". */
export function inNumbers(
  counts: Readonly<Record<string, number | undefined>>,
  nameOf: (key: string) => string,
): string {
  return Object.entries(counts)
    .map(([key, count = 0]) => ({ key, count }))
    .sort((one, other) => other.count - one.count)
    .map(({ key, count }) => `${nameOf(key)} ${count}`)
    .join(', ');
}
