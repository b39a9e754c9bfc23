/** Gives texts whose vectors are to ship with the bot, such as the examples that a classifier learns from. */
export type TextProvider = () => Promise<readonly string[]>;

/** Everybody whose texts are embedded ahead. */
const providers: readonly TextProvider[] = [];

/** All texts whose vectors ship in `models/meaning/vectors.bin`, each once. */
export async function collectTexts(): Promise<string[]> {
  const texts = await Promise.all(providers.map((provider) => provider()));
  return [...new Set(texts.flat())];
}
