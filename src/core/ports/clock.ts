/** Calls back once after some milliseconds; returns the function that takes it back. */
export type Timer = (milliseconds: number, callback: () => void) => () => void;

/** Milliseconds since 1970. */
export type Clock = () => number;
