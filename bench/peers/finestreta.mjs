// Our service as `npm start` runs it, with its own data folder; prints `PORT n`.
import pino from 'pino';
import { startApp } from '../../src/composition/app.ts';
import { everyRole } from '../../src/composition/roles.ts';
import { readConfig } from '../../src/config.ts';

const env = { PORT: '0', ...process.env, LOG_LEVEL: 'error' };
const app = await startApp(
  readConfig(env, process.cwd()),
  env,
  everyRole,
  pino({ level: 'error' }, pino.destination(2)),
);
console.log(`PORT ${new URL(app.url).port}`);
process.on('SIGTERM', () => app.close().then(() => process.exit(0)));
