import { DatabaseSync } from 'node:sqlite';
import type { Publication } from '../../../src/core/ports/publishedFigures.ts';

/** The figures as statements over entries `e` of one day, of which `o` opened the same case: what each row counts as. */
const statements: Readonly<Record<string, string>> = {
  'questions.outcome': "SELECT e.type FROM e WHERE e.day = ? AND e.type LIKE 'question.%'",
  'questions.service': `SELECT CASE WHEN e.service LIKE 'smalltalk.%' THEN 'smalltalk' ELSE e.service END
    FROM e WHERE e.day = ? AND e.type = 'question.answered'`,
  'questions.unanswered': "SELECT e.reason FROM e WHERE e.day = ? AND e.type = 'question.unanswered'",
  'cases.kind': "SELECT e.kind FROM e WHERE e.day = ? AND e.type = 'case.opened' AND e.kind <> 'other'",
  'cases.department': "SELECT e.department FROM e WHERE e.day = ? AND e.type = 'case.opened' AND e.kind <> 'other'",
  'cases.closed': `SELECT e.reason FROM e JOIN o ON o.name = e.name
    WHERE e.day = ? AND e.type = 'case.closed' AND o.kind <> 'other'`,
  'cases.rated': "SELECT e.rating FROM e WHERE e.day = ? AND e.type = 'case.rated'",
  'deadlines.first': `SELECT CASE e.type WHEN 'case.overdue' THEN 'missed' ELSE 'kept' END FROM e JOIN o ON o.name = e.name
    WHERE e.day = ? AND o.kind <> 'other' AND (e.type = 'case.overdue' OR (e.type = 'case.deadline-met'
      AND NOT EXISTS (SELECT 1 FROM e AS late WHERE late.name = e.name AND late.type = 'case.overdue')))`,
  'deadlines.first.kept.working': `SELECT CASE WHEN e.working < 1 THEN '1' WHEN e.working < 2 THEN '2'
      WHEN e.working < 4 THEN '4' WHEN e.working < 8 THEN '8' WHEN e.working < 16 THEN '16' WHEN e.working < 40 THEN '40'
      WHEN e.working < 80 THEN '80' ELSE 'more' END FROM e JOIN o ON o.name = e.name
    WHERE e.day = ? AND o.kind <> 'other' AND e.type = 'case.deadline-met'
      AND NOT EXISTS (SELECT 1 FROM e AS late WHERE late.name = e.name AND late.type = 'case.overdue')`,
  'deadlines.first.missed.department': `SELECT o.department FROM e JOIN o ON o.name = e.name
    WHERE e.day = ? AND o.kind <> 'other' AND e.type = 'case.overdue'`,
  reads: "SELECT e.what FROM e WHERE e.day = ? AND e.type = 'content.read'",
};

/**
 * Counts the published cells again, by SQL over the entries, which shares no line with what publishes them. Entries count in
 * the period under way when they came.
 */
export function countByDatabase(entries: readonly Buffer[], publications: readonly Publication[]) {
  const db = new DatabaseSync(':memory:');
  db.exec(`CREATE TABLE e (day TEXT, type TEXT, name TEXT, kind TEXT, department TEXT, service TEXT, reason TEXT,
    rating TEXT, what TEXT, working INTEGER);
    CREATE TABLE o (name TEXT PRIMARY KEY, kind TEXT, department TEXT) WITHOUT ROWID`);
  const insert = db.prepare('INSERT INTO e VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  db.exec('BEGIN');
  let newest = '';
  for (const entry of entries) {
    const { at, type, ...fields } = JSON.parse(entry.toString()) as Readonly<Record<string, string | number | null>>;
    const day = String(at).slice(0, 10);
    if (day > newest) newest = day;
    const { case: name, kind, department, service, reason, rating, what, workingHours } = fields;
    const values = [name, kind, department, service, reason, rating, what];
    const working = workingHours == null ? null : Number(workingHours);
    insert.run(newest, String(type), ...values.map((value) => (value == null ? null : String(value))), working);
  }
  db.exec(`COMMIT; CREATE INDEX by_day ON e (day, type); CREATE INDEX by_name ON e (name, type);
    INSERT INTO o SELECT name, kind, department FROM e WHERE type = 'case.opened'`);
  const differences: string[] = [];
  let compared = 0;
  for (const [id, statement] of Object.entries(statements)) {
    const count = db.prepare(
      `SELECT cell, count(*) AS count FROM (${statement.replace(/^SELECT (.*?) FROM e/s, 'SELECT $1 AS cell FROM e')}) GROUP BY cell`,
    );
    for (const { period, figures } of publications) {
      const figure = figures.find((each) => each.id === id);
      if (figure === undefined || figure.total === null) continue;
      const own = new Map(count.all(period).map(({ cell, count: found }) => [String(cell), Number(found)]));
      const total = [...own.values()].reduce((sum, found) => sum + found, 0);
      const shown = Object.values(figure.cells).reduce((sum, found) => sum + found, 0);
      const pairs = [
        ...Object.entries(figure.cells).map(([cell, found]) => [cell, found, own.get(cell) ?? 0] as const),
        ['(total)', figure.total, total] as const,
        ['(others)', figure.others, total - shown] as const,
      ];
      for (const [cell, said, found] of pairs) {
        compared += 1;
        if (said !== found) differences.push(`${period} ${id} ${cell}: published ${said}, counted ${found}`);
      }
    }
  }
  db.close();
  return { compared, differences };
}
