import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/**
 * Loaded before the service (`node --import`): from the moment when the file that FLUSH_FAULT names is there, no flush
 * succeeds, as on a disk that dies. Nothing else is changed.
 */
const fault = process.env.FLUSH_FAULT ?? '';
const { fdatasync } = fs;
fs.fdatasync = (descriptor, done) => {
  if (!fs.existsSync(fault)) return fdatasync(descriptor, done);
  setImmediate(() =>
    done(Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO', syscall: 'fdatasync' })),
  );
};
syncBuiltinESMExports();
