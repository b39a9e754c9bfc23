const longest = 120;

/**
 * A person's file name made harmless: no folders, no control or direction-changing characters, of a bounded length;
 * `fallback` when nothing is left.
 */
export function safeFileName(name: string, fallback: string): string {
  const last = name.toWellFormed().split(/[/\\]/).at(-1) ?? '';
  const cleaned = last.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}"<>|:*?]/gu, '').trim();
  if (cleaned === '' || /^\.+$/.test(cleaned)) return fallback;
  const letters = Array.from(cleaned);
  if (letters.length <= longest) return cleaned;
  const ending = /\.[^.]{1,10}$/.exec(cleaned)?.[0] ?? '';
  return letters.slice(0, longest - ending.length).join('') + ending;
}
