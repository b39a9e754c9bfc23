/**
 * Reads bytes that arrive in pieces, up to a limit: null as soon as there are more, and the source is closed. Rejects
 * as the source does.
 */
export async function readAtMost(source: AsyncIterable<Uint8Array>, most: number): Promise<Uint8Array | null> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of source) {
    size += piece.length;
    // Leaving the loop closes the source.
    if (size > most) return null;
    pieces.push(piece);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
