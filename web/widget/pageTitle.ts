/** Says in the title of a hidden page how much the city's side wrote meanwhile. */
interface PageTitle {
  add(count: number): void;
  /** The page is seen again. */
  restore(): void;
}

export function createPageTitle(): PageTitle {
  let own: string | null = null;
  let total = 0;
  return {
    add(count) {
      if (!document.hidden) return;
      own ??= document.title;
      total += count;
      document.title = `(${total}) ${own}`;
    },
    restore() {
      // The page may have given itself another title meanwhile.
      if (own !== null && document.title === `(${total}) ${own}`) document.title = own;
      own = null;
      total = 0;
    },
  };
}
