/** Which rows of a long list are drawn. */
export interface ListWindow {
  readonly first: number;
  /** One after the last. */
  readonly end: number;
}

/** The rows that can be seen, and a few more to either side, so that scrolling finds them drawn. */
export function listWindow(props: {
  readonly count: number;
  readonly rowHeight: number;
  readonly scrollTop: number;
  readonly height: number;
  readonly spare: number;
}): ListWindow {
  const { count, rowHeight, scrollTop, height, spare } = props;
  // A list that became shorter may be scrolled beyond its end for a moment.
  const last = count - Math.ceil(height / rowHeight);
  const first = Math.max(0, Math.min(last, Math.floor(scrollTop / rowHeight)) - spare);
  const end = Math.min(count, Math.max(first, Math.ceil((scrollTop + height) / rowHeight) + spare));
  return { first, end };
}
