import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { CodedError } from '../../core/model/errors.ts';

/** Size in bytes and hex SHA-256 of a file. */
export async function fingerprint(path: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** Copies a file durably, readable by its owner only. Throws `backup.invalid` when size or hash do not match. */
export async function copyVerified(from: string, to: string, sha256: string): Promise<void> {
  const hash = createHash('sha256');
  const target = await open(to, 'wx', 0o600);
  try {
    for await (const chunk of createReadStream(from, { highWaterMark: 1 << 20 })) {
      hash.update(chunk);
      await target.write(chunk);
    }
    await target.sync();
  } finally {
    await target.close();
  }
  if (hash.digest('hex') === sha256) return;
  throw new CodedError(
    'backup.invalid',
    `${from} is not the file that its manifest describes: it was damaged or altered. Use another backup.`,
  );
}
