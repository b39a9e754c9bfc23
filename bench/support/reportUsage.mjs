import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

/**
 * Loaded before a server that is measured (`node --import`): answers each message of its parent with what the process has
 * used so far, and with the longest delay of its event loop since the message before. `BENCH_FLUSH_MS` makes every flush
 * of the disk take so much longer.
 */
const resolutionMs = 2;
const flushMs = Number(process.env.BENCH_FLUSH_MS ?? 0);

if (isMainThread && process.send !== undefined) {
  const delay = monitorEventLoopDelay({ resolution: resolutionMs });
  let waited = performance.eventLoopUtilization();
  process.on('message', ({ watch }) => {
    const { user, system } = process.threadCpuUsage();
    const all = process.cpuUsage();
    const now = performance.eventLoopUtilization();
    process.send({
      mainMs: (user + system) / 1_000,
      allMs: (all.user + all.system) / 1_000,
      busy: performance.eventLoopUtilization(now, waited).utilization,
      longestDelayMs: Math.max(0, delay.max / 1e6 - resolutionMs),
    });
    waited = now;
    delay.reset();
    // The timer behind it wakes the event loop, so it runs only while somebody wants to know.
    if (watch) delay.enable();
    else delay.disable();
  });
  process.channel?.unref();
}

if (isMainThread && flushMs > 0) {
  const { fdatasync } = fs;
  fs.fdatasync = (descriptor, done) => fdatasync(descriptor, (error) => setTimeout(done, flushMs, error));
  syncBuiltinESMExports();
}
