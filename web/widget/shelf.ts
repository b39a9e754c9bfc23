/** One value kept in the browser; in memory where the browser keeps nothing for this page. */
export interface Shelf<T> {
  get(): T | null;
  set(value: T | null): void;
}

/** A value that all tabs of the page's origin share, or (with `sessionStorage`) one that is this tab's own. */
export function createShelf<T>(kind: 'localStorage' | 'sessionStorage', name: string): Shelf<T> {
  let memory: string | null = null;
  // Reading the property alone may throw where storage is forbidden.
  const attempt = (work: (storage: Storage) => string | null): string | null => {
    try {
      return work(globalThis[kind]);
    } catch {
      return memory;
    }
  };
  return {
    get() {
      const text = attempt((storage) => storage.getItem(name));
      try {
        return text === null ? null : (JSON.parse(text) as T);
      } catch {
        return null;
      }
    },
    set(value) {
      memory = value === null ? null : JSON.stringify(value);
      attempt((storage) => {
        if (memory === null) storage.removeItem(name);
        else storage.setItem(name, memory);
        return memory;
      });
    },
  };
}
