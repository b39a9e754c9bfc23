/** The picked cases with one more, or without it. */
export function withToggled(picked: ReadonlySet<string> | null, code: string): ReadonlySet<string> {
  const others = [...(picked ?? [])].filter((each) => each !== code);
  return new Set(picked?.has(code) === true ? others : [...others, code]);
}
