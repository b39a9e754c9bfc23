/** Icons of 24 by 24 in the colour of the text, hidden from assistive technology. */
const drawings = {
  window: 'M5 21V11a7 7 0 0 1 14 0v10z M12 4v17 M5 13h14',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14z M16 16l5 5',
  back: 'M15 5l-7 7 7 7',
  close: 'M6 6l12 12 M18 6L6 18',
  bell: 'M6 17V11a6 6 0 0 1 12 0v6l1.5 1.5h-15z M10 21h4',
  more: 'M5 12h.01 M12 12h.01 M19 12h.01',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z M12 7v5l3 2',
  late: 'M12 3l10 18H2z M12 10v5 M12 18h.01',
  note: 'M5 4h14v11l-5 5H5z M14 20v-5h5',
  file: 'M8 12.5l6-6a3 3 0 0 1 4.2 4.2l-8 8a5 5 0 0 1-7-7L11 4',
  label: 'M4 5h9l7 7-8 8-8-8z M8.5 9.5h.01',
  lines: 'M5 6h14 M5 12h14 M5 18h8',
  assistant: 'M5 9h14v11H5z M12 9V5 M9.5 14h.01 M14.5 14h.01',
  panel: 'M4 5h16v14H4z M14 5v14',
  bold: 'M7 5h6a3.5 3.5 0 0 1 0 7H7z M7 12h7a3.5 3.5 0 0 1 0 7H7z',
  list: 'M9 6h11 M9 12h11 M9 18h11 M4.5 6h.01 M4.5 12h.01 M4.5 18h.01',
  link: 'M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1 M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1',
  check: 'M5 12.5l4.5 4.5L19 7',
  up: 'M12 19V5 M6 11l6-6 6 6',
  down: 'M12 5v14 M6 13l6 6 6-6',
} as const;

export function Icon({ name }: { readonly name: keyof typeof drawings }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={drawings[name]} />
    </svg>
  );
}
