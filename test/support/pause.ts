/** Lets everybody else go first, as any store does. */
export const pause = () => new Promise<void>((resolve) => setImmediate(resolve));
