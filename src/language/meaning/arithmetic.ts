/**
 * Changes whenever the kernel's numbers for a text change: vectors stored under another version are recomputed. A test
 * pins it to the output bytes.
 */
export const arithmetic = 1;
