/**
 * An event handler (of a socket, a timer, a worker, a subscription) whose faults are told to `failed`. What calls it is
 * no promise: thrown further, a fault would end the process and everybody's conversations with it.
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
