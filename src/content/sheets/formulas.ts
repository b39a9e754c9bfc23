/**
 * A text that a spreadsheet may take for a formula, with the apostrophes that it begins with. Full-width signs are
 * formulas where people type Chinese or Japanese. See OWASP, "CSV Injection".
 */
const formula = /^'*[=+\-@\t\r\n＝＋－＠]/;

/** Guards a cell: an apostrophe before what may be a formula. */
export function guardCell(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}

/** The text of a guarded cell. What was not guarded stays as it is. */
export function unguardCell(cell: string): string {
  return cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell;
}
