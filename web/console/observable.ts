import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** A value that changes, with its subscribers. */
interface Observable<T> {
  get(): T;
  set(change: Partial<T>): void;
  subscribe(listener: () => void): () => void;
}

export function createStore<T extends object>(first: T): Observable<T> {
  const listeners = new Set<() => void>();
  let value = first;
  return {
    get: () => value,
    set(change) {
      value = { ...value, ...change };
      for (const listener of [...listeners]) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Selects a part of a store; the component is drawn again only when this part changes. */
export function useStore<T, S>(store: Observable<T>, select: (value: T) => S): S {
  const selected = select(store.get());
  const drawn = useRef(selected);
  const latest = useRef(select);
  const [, draw] = useState(0);
  drawn.current = selected;
  latest.current = select;
  useLayoutEffect(() => {
    const look = () => {
      if (!Object.is(latest.current(store.get()), drawn.current)) draw((count) => count + 1);
    };
    look();
    return store.subscribe(look);
  }, [store]);
  return selected;
}
