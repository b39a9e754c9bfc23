/** What must be there for the test to go on. @throws where it is not */
export function present<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('there is nothing here');
  return value;
}
