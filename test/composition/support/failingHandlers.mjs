/**
 * Loaded before the service (`node --import`): at each SIGUSR2 a handler throws, and a promise that nobody waits for
 * fails, as a fault of ours would that anybody on the network has found.
 */
process.on('SIGUSR2', () => {
  setImmediate(() => {
    throw new Error('a handler that throws');
  });
  void Promise.reject(new Error('a promise that nobody waits for'));
});
