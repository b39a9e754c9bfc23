/** Whether two words differ by at most one letter: another, one more or one less. */
export function differByOneLetter(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false;
  const start = sameLetters(one, other);
  const [skipOne, skipOther] = [one.length >= other.length ? 1 : 0, other.length >= one.length ? 1 : 0];
  return one.slice(start + skipOne) === other.slice(start + skipOther);
}

/** Whether two words are the same but for two neighbouring letters that changed places. */
export function differBySwap(one: string, other: string): boolean {
  const start = sameLetters(one, other);
  const isSwapped = one[start] === other[start + 1] && one[start + 1] === other[start];
  return isSwapped && one.slice(start + 2) === other.slice(start + 2);
}

/** How many letters two words begin with in common. */
function sameLetters(one: string, other: string): number {
  let count = 0;
  while (count < one.length && one[count] === other[count]) count += 1;
  return count;
}
