type Cell = string | number | boolean | undefined;

/** A table for spreadsheets (RFC 4180) from rows of one kind: the columns are all their keys, `begin` and `…At` as ISO 8601. */
export function table(rows: readonly object[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return heading(columns) + rows.map((row) => tableLine(row as Readonly<Record<string, Cell>>, columns)).join('');
}

/** A byte order mark first, so that spreadsheets take it for UTF-8. */
export const heading = (columns: readonly string[]): string => `\uFEFF${columns.join(',')}\r\n`;

export function tableLine(row: Readonly<Record<string, Cell>>, columns: readonly string[]): string {
  return `${columns.map((column) => cell(isMoment(column) && row[column] !== undefined ? new Date(Number(row[column])).toISOString() : row[column])).join(',')}\r\n`;
}

const isMoment = (column: string) => column === 'begin' || column.endsWith('At');

/** Quoted where needed; what a spreadsheet would take for a formula is made text, also where East Asian ones read wide signs. */
function cell(value: Cell): string {
  const text = value === undefined ? '' : String(value);
  const safe = typeof value === 'string' && /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
