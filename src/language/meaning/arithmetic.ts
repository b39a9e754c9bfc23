/**
 * Changes whenever the kernel gives other numbers for the same text: vectors that were kept under another one are made
 * again. A test holds it to the bytes that come out.
 */
export const arithmetic = 1;
