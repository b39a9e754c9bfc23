import type { FigureQuery } from '../../core/ports/publishedFigures.ts';
import { shownKinds } from '../entries/treatments.ts';

/**
 * Cases of other kinds, and those opened before the log began, are in no figure: they are few, and their number could be
 * found by comparing figures.
 */
const named = { kind: shownKinds };

const query = (
  id: string,
  types: readonly string[],
  by: string | null,
  where: FigureQuery['where'] = {},
  of: FigureQuery['of'] = null,
): FigureQuery => ({ id, types, where, by, of });

const questionTypes = ['question.answered', 'question.offered', 'question.unanswered'];

/** The figures about one deadline: how often it was kept, how long it took, and where it was not kept. */
function deadlineQueries(deadline: 'first' | 'resolution'): readonly FigureQuery[] {
  const id = `deadlines.${deadline}`;
  const met = ['case.deadline-met'];
  const within = (...outcome: readonly string[]) => ({ ...named, deadline: [deadline], outcome });
  const cell = (name: string) => ({ figure: id, cell: name });
  return [
    query(id, ['case.deadline-met', 'case.overdue'], 'outcome', within('kept', 'missed')),
    query(`${id}.kept.time`, met, 'time', within('kept'), cell('kept')),
    query(`${id}.late.time`, met, 'time', within('late')),
    query(`${id}.kept.working`, met, 'working', within('kept'), cell('kept')),
    query(`${id}.late.working`, met, 'working', within('late')),
    query(`${id}.kept.department`, met, 'department', within('kept'), cell('kept')),
    query(`${id}.kept.kind`, met, 'kind', within('kept'), cell('kept')),
    query(`${id}.missed.department`, ['case.overdue'], 'department', within('missed'), cell('missed')),
    query(`${id}.missed.kind`, ['case.overdue'], 'kind', within('missed'), cell('missed')),
  ];
}

/**
 * Entries with what the entries of questions do not show, counted when a period ended and protected when it was entered.
 * The total is that of `questions.outcome`.
 */
export const countedType = 'questions.counted';

/** All figures, as data: `npm run transparency:recompute` counts by the same ones. */
export const figureQueries: readonly FigureQuery[] = [
  query('questions.outcome', questionTypes, 'type'),
  query(
    'questions.service',
    ['question.answered'],
    'service',
    {},
    { figure: 'questions.outcome', cell: 'question.answered' },
  ),
  query(
    'questions.aspect',
    ['question.answered'],
    'aspect',
    {},
    { figure: 'questions.outcome', cell: 'question.answered' },
  ),
  query(
    'questions.unanswered',
    ['question.unanswered'],
    'reason',
    {},
    { figure: 'questions.outcome', cell: 'question.unanswered' },
  ),
  query('questions.useful', ['answer.rated'], 'useful'),
  query('questions.language', [countedType], 'cells', { by: ['language'] }),
  query('questions.account', [countedType], 'cells', { by: ['account'] }),
  query('cases.kind', ['case.opened'], 'kind', named),
  query('cases.department', ['case.opened'], 'department', named),
  ...deadlineQueries('first'),
  ...deadlineQueries('resolution'),
  query('cases.escalated', ['case.escalated'], 'of', named),
  query('cases.closed', ['case.closed'], 'reason', named),
  query('cases.reopened', ['case.reopened'], null, named),
  query('cases.rated', ['case.rated'], 'rating'),
  query('measures.proposed', ['measure.proposed'], 'sanction'),
  query('measures.decided', ['measure.decided'], 'accepted'),
  query('reads', ['content.read'], 'what'),
  query('erasures', ['content.erased'], 'cause'),
];

/** Entries that say what the council did, with the fields that are shown of them. */
export const actFields: Readonly<Record<string, readonly string[]>> = {
  'content.released': ['release', 'documents', 'reverts'],
  'account.requested': ['account'],
  'account.approved': ['account'],
  'account.refused': ['account'],
  'account.opened': ['account'],
  'account.changed': ['account'],
  'account.frozen': ['account'],
  'account.unfrozen': ['account'],
  'account.closed': ['account'],
  'crisis.begun': ['towards'],
  'crisis.ended': [],
  'protocol.changed': ['release', 'files'],
  'log.begun': ['origin'],
  'log.retired': ['origin'],
  'protocol.begun': ['protocol'],
};
