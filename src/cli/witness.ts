import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createProcessLog } from '../composition/processLog.ts';
import { serveWitness } from '../composition/witness.ts';
import { readConfig } from '../config.ts';
import { CodedError } from '../core/model/errors.ts';
import { untilAborted } from '../core/util/sleep.ts';
import { exitWell } from '../exitCodes.ts';
import { loadEnvironment } from '../settings.ts';
import { runCli } from './runCli.ts';

const usage = `Usage: npm run witness -- --name NAME --logs FILE [--url URL] [--port PORT] [--folder FOLDER]
  --name NAME      name of the witness for ever: host and path, as in witness.example.cat/w1
  --logs FILE      logs that it knows (C2SP tlog-policy): the lines "log" of their tlog-policy
  --url URL        its public address; by default https:// and the name
  --port PORT      port to listen on, 7380 by default; HOST says on which address
  --folder FOLDER  its keys and what it remembers; by default "witness" in DATA_DIR`;

/**
 * `npm run witness`: a witness of the public logs of others, until it is stopped. It needs nothing of this installation but a
 * folder.
 */
await runCli(usage, async () => {
  const config = readConfig(loadEnvironment(), process.cwd());
  const { name, logs, url, port, folder } = readOptions(process.argv.slice(2));
  const log = createProcessLog({ level: config.logLevel, stream: process.stdout });
  const end = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => end.abort());
  const { host, trustProxy } = config;
  const running = await serveWitness({
    name,
    url: url ?? `https://${name}`,
    logs: await readLogs(logs),
    folder: folder === null ? join(config.dataDir, 'witness') : resolve(folder),
    listen: { host, port, trustProxy },
    log,
  });
  console.log(`Witness ${name} listens on port ${running.port}. Logs that it knows: ${running.logs.join(', ')}.`);
  console.log(`What the logs' operators write into their WITNESSES_FILE, with a quorum of their own:\n`);
  console.log(`${running.lines.join('\n')}\n`);
  await untilAborted(end.signal);
  await running.close();
  return exitWell;
});

async function readLogs(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new CodedError('config.invalid', `The file of known logs, ${file}, cannot be read.`, { cause });
  }
}

function readOptions(args: readonly string[]) {
  try {
    const text = { type: 'string' } as const;
    const options = { name: text, logs: text, url: text, port: text, folder: text };
    const { name, logs, url = null, port = '7380', folder = null } = parseArgs({ args: [...args], options }).values;
    const isName = name !== undefined && /^[a-z0-9.-]+(\/[\w.-]+)*$/.test(name);
    if (isName && logs !== undefined && /^\d{1,5}$/.test(port) && Number(port) < 65_536) {
      return { name, logs, url, port: Number(port), folder };
    }
  } catch (cause) {
    throw new CodedError('input.invalid', usage, { cause });
  }
  throw new CodedError('input.invalid', usage);
}
