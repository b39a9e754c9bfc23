/** What is kept of a grade that a citizen gives on the page of their case, and of what they wrote with it, as one text. */
export function ratedText(rating: number, comment: string): string {
  return comment === '' ? `${rating} / 5` : `${rating} / 5\n\n${comment}`;
}

/** What was written with a grade, of such a text; empty: nothing was, or the text is another one. */
export function commentOf(text: string): string {
  const [, comment = ''] = /^\d \/ 5\n\n([\s\S]*)$/.exec(text) ?? [];
  return comment.trim();
}
