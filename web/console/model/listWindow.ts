/** The range of a long list that is drawn. */
interface ListWindow {
  readonly first: number;
  /** The index after the last row. */
  readonly end: number;
}

/** The visible rows, and a few more on either side, so that they are already drawn when scrolling. */
export function listWindow(props: {
  readonly count: number;
  readonly rowHeight: number;
  readonly scrollTop: number;
  readonly height: number;
  readonly spare: number;
}): ListWindow {
  const { count, rowHeight, scrollTop, height, spare } = props;
  // After a list has become shorter, it may be scrolled beyond its end for a moment.
  const last = count - Math.ceil(height / rowHeight);
  const first = Math.max(0, Math.min(last, Math.floor(scrollTop / rowHeight)) - spare);
  const end = Math.min(count, Math.max(first, Math.ceil((scrollTop + height) / rowHeight) + spare));
  return { first, end };
}
