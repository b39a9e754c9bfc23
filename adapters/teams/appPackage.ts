import { readFile } from 'node:fs/promises';
import { type AppDescription, manifestOf } from './manifest.ts';
import { zip } from './zip.ts';

/**
 * Makes the package that is uploaded to Teams: manifest, icons, and the words of the other languages, zipped.
 * @throws {CodedError} `config.invalid` where Teams would refuse it
 */
export async function appPackage(app: AppDescription): Promise<Uint8Array> {
  const { manifest, languages } = manifestOf(app);
  const icon = (name: string) => readFile(new URL(`icons/${name}`, import.meta.url));
  return zip([
    { name: 'manifest.json', bytes: json(manifest) },
    { name: 'color.png', bytes: await icon('color.png') },
    { name: 'outline.png', bytes: await icon('outline.png') },
    ...languages.map(({ file, words }) => ({ name: file, bytes: json(words) })),
  ]);
}

function json(value: unknown): Uint8Array {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
}
