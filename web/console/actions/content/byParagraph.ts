const key = 'finestreta.console.byParagraph';

/** Whether somebody compares the languages of long texts by paragraph, on this device. */
export const comparesParagraphs = (): boolean => localStorage.getItem(key) === 'on';

export function keepComparesParagraphs(wanted: 'on' | 'off'): void {
  if (wanted === 'on') localStorage.setItem(key, wanted);
  else localStorage.removeItem(key);
}
