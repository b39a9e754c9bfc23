/** Rows as a table for other programs (RFC 4180). Nothing in it is taken for a formula. */
export function tableCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(quoted).join(',')}\r\n`).join('');
}

/** Spreadsheets take what begins so for a formula. */
const formula = /^[=+\-@\t\r]/;

function quoted(value: string): string {
  const safe = formula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
