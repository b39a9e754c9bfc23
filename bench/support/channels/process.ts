import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { WebSocket } from 'ws';

/** The service in its own process, whose memory can be inspected. */
export interface MeasuredProcess {
  readonly url: string;
  /** Bytes in use after a full garbage collection: on the heap, and in buffers outside it. */
  inUse(): Promise<number>;
  /** Resident bytes now. */
  resident(): Promise<number>;
  stop(): Promise<void>;
}

export async function startMeasured(env: Readonly<Record<string, string>>): Promise<MeasuredProcess> {
  const child = spawn(process.execPath, ['--inspect=127.0.0.1:0', 'dist/server/main.js'], {
    env: { ...process.env, PORT: '0', LOG_LEVEL: 'error', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let written = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (written += String(chunk)));
  const find = async (pattern: RegExp) => {
    for (;;) {
      const found = pattern.exec(written)?.[1];
      if (found) return found;
      if (child.exitCode !== null) throw new Error(`the service ended:\n${written}`);
      await Promise.race([once(child.stdout, 'data'), once(child.stderr, 'data'), once(child, 'exit')]);
    }
  };
  const inspector = await openInspector(await find(/Debugger listening on (ws:\S+)/));
  const url = await find(/is open: ([^\s"]+)/);
  const memory = async (): Promise<NodeJS.MemoryUsage> => {
    const expression = 'JSON.stringify(process.memoryUsage())';
    const answer = (await inspector.call('Runtime.evaluate', { expression })) as { result: { value: string } };
    return JSON.parse(answer.result.value);
  };
  return {
    url,
    async inUse() {
      for (let round = 0; round < 3; round++) await inspector.call('HeapProfiler.collectGarbage', {});
      const { heapUsed, external } = await memory();
      return heapUsed + external;
    },
    resident: async () => (await memory()).rss,
    async stop() {
      inspector.close();
      child.kill('SIGTERM');
      await once(child, 'exit');
      if (/"level":50/.test(written)) console.log(written.split('\n').slice(-5).join('\n'));
    },
  };
}

/** Speaks the Chrome DevTools protocol to a Node process. */
async function openInspector(url: string) {
  const socket = new WebSocket(url);
  await once(socket, 'open');
  const waiting = new Map<number, (result: unknown) => void>();
  socket.on('message', (data) => {
    const { id, result } = JSON.parse(String(data));
    waiting.get(id)?.(result);
    waiting.delete(id);
  });
  let calls = 0;
  return {
    call(method: string, params: object): Promise<unknown> {
      calls += 1;
      const id = calls;
      socket.send(JSON.stringify({ id, method, params }));
      return new Promise((resolve) => waiting.set(id, resolve));
    },
    close: () => socket.terminate(),
  };
}
