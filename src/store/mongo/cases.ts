import {
  caseKey,
  caseRowKey,
  cursorOf,
  formatCaseCursor,
  parseCaseCursor,
  turnOf,
} from '../../core/cases/caseCursor.ts';
import type { CaseIndex, CaseQuery, CaseRow } from '../../core/ports/caseIndex.ts';
import { createKeyedLock } from '../../core/util/keyedLock.ts';
import {
  type CaseDocument,
  type CaseModel,
  cursorField,
  cursorText,
  toCaseDocument,
  toCaseRow,
} from './caseDocument.ts';
import type { Abilities, MongoDatabase } from './connect.ts';
import { isDuplicate } from './driverErrors.ts';
import { upsert } from './upsert.ts';

/**
 * Marks the index as complete. It is a row itself, so that a backup without the rows does not have it either. Its number
 * rises when rows of before have to be made again.
 */
const wholeId = 'whole 4';

/** The case index in MongoDB: a collection next to the journal's, excluded from backups. */
export function createCaseIndex(
  database: MongoDatabase,
  cases: CaseModel,
  abilities: Pick<Abilities, 'indexes'>,
): CaseIndex {
  // On FerretDB 1, the lower revision may win a race between two updates, so this process makes its updates in
  // sequence.
  const oneByOne = createKeyedLock();
  /** The same collection, where `wholeId` is no row. */
  const marks = cases.db.collection<{ _id: string }>(cases.collection.name);

  async function putOne(row: CaseRow): Promise<void> {
    const document = toCaseDocument(row);
    const { _id } = document;
    if (!abilities.indexes) {
      // FerretDB 1 would read all rows for the filter below.
      await upsert(async () => {
        const before = await cases.findOne({ _id }, { revision: 1 }).lean<Pick<CaseDocument, 'revision'>>();
        if (before === null || before.revision < row.revision)
          await cases.replaceOne({ _id }, document, { upsert: true });
      });
      return;
    }
    try {
      await cases.replaceOne({ _id, revision: { $lt: row.revision } }, document, { upsert: true });
    } catch (error) {
      // The row exists with the same or a higher revision: the filter did not match, and the id is taken.
      if (!isDuplicate(error)) throw error;
    }
  }

  return {
    put: (rows) =>
      database.run(async () => {
        for (const row of rows) await oneByOne.run(caseRowKey(row), () => putOne(row));
      }),

    find: (query) =>
      database.run(async () => {
        const after = parseCaseCursor(query.after, query.order);
        const field = cursorField[query.order];
        const filter = filterOf(query);
        const onward = after === null ? filter : { ...filter, [field]: { $gt: cursorText(after) } };
        const [found, total] = await Promise.all([
          cases
            .find(onward)
            .sort({ [field]: 1 })
            .limit(query.limit + 1)
            .lean<CaseDocument[]>(),
          cases.countDocuments(filter),
        ]);
        const rows = found.slice(0, query.limit).map(toCaseRow);
        const last = rows.at(-1);
        const isMore = found.length > rows.length && last !== undefined;
        return { rows, next: isMore ? formatCaseCursor(query.order, cursorOf(last, query.order)) : null, total };
      }),

    byCode: (tenant, code) =>
      database.run(async () => {
        const found = await cases.findOne({ tenant, 'case.code': code }).sort({ _id: 1 }).lean<CaseDocument>();
        return found ? toCaseRow(found) : null;
      }),

    rowOf: (conversation, code) =>
      database.run(async () => {
        const found = await cases.findOne({ _id: caseKey(conversation, code) }).lean<CaseDocument>();
        return found ? toCaseRow(found) : null;
      }),

    due: (now, limit) =>
      database.run(async () => {
        const found = await cases
          .find({ nextAt: { $lte: now } })
          .sort({ nextAt: 1, _id: 1 })
          .limit(limit)
          .lean<CaseDocument[]>();
        return found.map(toCaseRow);
      }),

    facts: (tenant, openedFrom) =>
      database.run(async () => {
        const wanted: readonly Filter[] = [
          { 'facts.status': { $in: ['open', 'snoozed'] } },
          { 'facts.status': 'closed', 'facts.openedAt': { $gte: openedFrom } },
        ];
        const found = await Promise.all(
          wanted.map((each) =>
            cases.find({ tenant, ...each }, { facts: 1 }).lean<readonly Pick<CaseDocument, 'facts'>[]>(),
          ),
        );
        return found.flat().map(({ facts }) => facts);
      }),

    waitingBefore: (tenant, place) =>
      database.run(() =>
        cases.countDocuments({
          tenant,
          'facts.isWaiting': true,
          'case.department': place.case.department,
          'case.assignee': null,
          byDue: { $lt: cursorText(turnOf(place)) },
          conversation: { $ne: place.conversation },
        }),
      ),

    load: (tenant) =>
      database.run(async () => {
        const counts = await cases.aggregate<{ _id: string; cases: number }>([
          { $match: { tenant, 'case.assignee': { $gte: '' }, 'case.status': 'open' } },
          { $group: { _id: '$case.assignee', cases: { $sum: 1 } } },
        ]);
        return new Map(counts.map(({ _id, cases: count }) => [_id, count]));
      }),

    forget: (conversation) =>
      database.run(async () => {
        await cases.updateMany({ conversation }, { $set: { text: '', tokens: [] }, $unset: { emailDigest: '' } });
      }),

    clear: () =>
      database.run(async () => {
        await marks.deleteOne({ _id: wholeId });
        await cases.deleteMany({ tenant: { $gte: '' } });
      }),

    isWhole: () => database.run(async () => (await marks.findOne({ _id: wholeId })) !== null),

    markWhole: () =>
      database.run(async () => {
        await upsert(() => marks.replaceOne({ _id: wholeId }, {}, { upsert: true }));
      }),
  };
}

type Filter = Record<string, unknown>;

function filterOf(query: CaseQuery): Filter {
  const {
    tenant,
    conversation,
    emailDigest,
    assignee,
    breached,
    proposed,
    answered,
    waiting,
    first,
    resolution,
    tokens,
  } = query;
  const among = (field: string, list: readonly (string | number)[] | null): Filter =>
    list === null ? {} : { [field]: { $in: list } };
  const between = (field: string, from: number | null, before: number | null): Filter =>
    from === null && before === null
      ? {}
      : { [field]: { ...(from === null ? {} : { $gte: from }), ...(before === null ? {} : { $lt: before }) } };
  const all = [...(query.visibility === null ? [] : [visible(query.visibility)]), ...withTokens(tokens)];
  return {
    tenant,
    ...(conversation === null ? {} : { conversation }),
    ...(emailDigest === null ? {} : { emailDigest }),
    ...(assignee === null ? {} : { 'case.assignee': assignee === 'nobody' ? null : assignee }),
    ...(breached === null ? {} : { breached }),
    ...(proposed === null ? {} : { proposed }),
    ...(answered === null ? {} : { 'facts.isAnswered': answered }),
    ...(waiting === null ? {} : { 'facts.isWaiting': waiting }),
    ...(first === null ? {} : { 'facts.first': first }),
    ...(resolution === null ? {} : { 'facts.resolution': resolution }),
    ...between('case.openedAt', query.openedFrom, query.openedBefore),
    ...between('facts.dueAt', query.dueFrom, query.dueBefore),
    ...among('case.code', query.codes),
    ...among('case.status', query.statuses),
    ...among('case.department', query.departments),
    ...among('case.kind', query.kinds),
    ...among('case.priority', query.priorities),
    ...among('case.locale', query.locales),
    ...among('case.rating', query.ratings),
    ...among('case.labels', query.labels),
    ...among('account', query.accounts),
    ...(all.length === 0 ? {} : { $and: all }),
  };
}

function visible({ agent, departments, unassignedOf }: NonNullable<CaseQuery['visibility']>): Filter {
  return {
    $or: [
      { 'case.assignee': agent },
      { 'case.department': { $in: departments } },
      { 'case.assignee': null, 'case.department': unassignedOf },
    ],
  };
}

/**
 * All words, the last one as a prefix: the index serves a pattern that begins with `^` and has no other special
 * character. (It would also serve a range in `$elemMatch`, but FerretDB 1 takes its two ends from different words.)
 */
function withTokens(tokens: readonly string[]): readonly Filter[] {
  const beginning = tokens.at(-1);
  if (beginning === undefined) return [];
  const pattern = `^${beginning.replace(/[^\p{L}\p{N}]/gu, '\\$&')}`;
  return [...tokens.slice(0, -1).map((word) => ({ tokens: word })), { tokens: { $regex: pattern } }];
}
