/**
 * Wraps an event handler (of a socket, timer, worker or subscription) and passes its errors to `failed`. Such a handler
 * has no caller that could catch them: an uncaught error would end the process and every conversation in it.
 */
export function guarded<Given extends readonly unknown[]>(
  handler: (...given: Given) => void,
  failed: (error: unknown) => void,
): (...given: Given) => void {
  return (...given) => {
    try {
      handler(...given);
    } catch (error) {
      failed(error);
    }
  };
}
