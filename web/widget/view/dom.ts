type Child = Node | string | null;
type Attributes = Readonly<Record<string, string | ((event: Event) => void)>>;

/** Makes an element: functions listen to the event after which they are called, texts are attributes. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes,
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'string') element.setAttribute(name, value);
    else element.addEventListener(name, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** A drawing of 24 by 24 in the colour of the text, which assistive technology ignores. */
export function icon(path: string): SVGSVGElement {
  const namespace = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(namespace, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const drawing = document.createElementNS(namespace, 'path');
  drawing.setAttribute('d', path);
  svg.append(drawing);
  return svg;
}

export const drawings = {
  chat: 'M4 5h16v11H9.5L5 20v-4H4z M8 9h8 M8 12.5h5',
  close: 'M6 6l12 12 M18 6L6 18',
  restart: 'M19 8a8 8 0 1 0 1 6 M20 4v5h-5',
  save: 'M12 4v10 M7.5 10l4.5 4.5 4.5-4.5 M5 19h14',
  send: 'M12 19V5 M6 11l6-6 6 6',
  more: 'M12 5v14 M5 12h14',
  attach: 'M8 12.5l6-6a3 3 0 0 1 4.2 4.2l-8 8a5 5 0 0 1-7-7L11 4',
} as const;
