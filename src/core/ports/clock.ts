/** Calls back once after some milliseconds; returns a function that cancels. */
export type Timer = (milliseconds: number, callback: () => void) => () => void;

/** Milliseconds since 1970. */
export type Clock = () => number;
