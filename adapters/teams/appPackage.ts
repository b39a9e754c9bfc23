import { readFile } from 'node:fs/promises';
import { type AppDescription, manifestOf } from './manifest.ts';
import { zip } from './zip.ts';

/**
 * Builds the app package for upload to Teams: a ZIP of the manifest, the icons, and the strings of the other languages.
 * @throws {CodedError} `config.invalid` where Teams would refuse it
 */
export async function appPackage(app: AppDescription): Promise<Uint8Array> {
  const { manifest, languages } = manifestOf(app);
  const icon = (name: string) => readFile(new URL(`icons/${name}`, import.meta.url));
  return zip([
    { name: 'manifest.json', bytes: json(manifest) },
    { name: 'color.png', bytes: await icon('color.png') },
    { name: 'outline.png', bytes: await icon('outline.png') },
    ...languages.map(({ file, strings }) => ({ name: file, bytes: json(strings) })),
  ]);
}

function json(value: unknown): Uint8Array {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
}
