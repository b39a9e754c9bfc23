const maxLength = 120;

/**
 * A person's file name made safe: no folders, no control or direction-changing characters, of limited length;
 * `fallback` when nothing is left.
 */
export function safeFileName(name: string, fallback: string): string {
  const last = name.toWellFormed().split(/[/\\]/).at(-1) ?? '';
  const cleaned = last.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}"<>|:*?]/gu, '').trim();
  if (cleaned === '' || /^\.+$/.test(cleaned)) return fallback;
  const characters = Array.from(cleaned);
  if (characters.length <= maxLength) return cleaned;
  const ending = /\.[^.]{1,10}$/.exec(cleaned)?.[0] ?? '';
  return characters.slice(0, maxLength - ending.length).join('') + ending;
}

/** The file name in a Content-Disposition header (RFC 6266), empty when there is none. */
export function fileNameIn(disposition: string | undefined): string {
  const extended = /filename\*=UTF-8''([^;\s]+)/i.exec(disposition ?? '')?.[1];
  if (extended !== undefined) {
    try {
      return decodeURIComponent(extended);
    } catch {
      // The extended form is badly encoded: try the plain one.
    }
  }
  return /filename="?([^";]+)"?/i.exec(disposition ?? '')?.[1] ?? '';
}
