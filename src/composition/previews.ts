import { existsSync } from 'node:fs';
import type { ChannelPreview } from '../core/ports/adapter.ts';
import { platformNames } from './platforms.ts';

/** Channels as an editor looks at them: the town's own page first. */
const first = 'webchat';

/** Creates the look-up of how channels show messages. They are loaded when an editor first looks. */
export function createPreviews(): () => Promise<readonly ChannelPreview[]> {
  let loaded: Promise<readonly ChannelPreview[]> | null = null;
  return () => {
    loaded ??= loadPreviews();
    return loaded;
  };
}

async function loadPreviews(): Promise<readonly ChannelPreview[]> {
  const names = [first, ...platformNames().filter((name) => name !== first)];
  const files = names.map((name) => new URL(`../../adapters/${name}/preview.ts`, import.meta.url)).filter(existsSync);
  return Promise.all(
    files.map(async ({ href }) => ((await import(href)) as { readonly preview: ChannelPreview }).preview),
  );
}
