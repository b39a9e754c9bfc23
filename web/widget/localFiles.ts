const urls = new WeakMap<File, string>();

/** A file of this device, as it is shown. */
export function shownFile(file: File): { readonly name: string; readonly url: string } {
  const url = urls.get(file) ?? URL.createObjectURL(file);
  urls.set(file, url);
  return { name: file.name, url };
}

/** Frees files of this device that are shown no more: the page would hold them until it is left. */
export function freeFiles(files: readonly { readonly url: string | null }[]): void {
  for (const { url } of files) if (url?.startsWith('blob:')) URL.revokeObjectURL(url);
}
