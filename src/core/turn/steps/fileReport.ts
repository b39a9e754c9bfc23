import { changeCase } from '../../cases/caseDraft.ts';
import { chooseLocale } from '../../dialogue/languageChoice.ts';
import type { CaseState } from '../../model/case.ts';
import type { FlowDefinition } from '../../model/flow.ts';
import { findPersonalData } from '../../model/maskPersonalData.ts';
import { fileFlow } from '../flows/fileFlow.ts';
import { notifyStaff } from '../openCase.ts';
import { dangerText, noteDanger } from '../replies/dangerText.ts';
import { filedReceipt } from '../replies/receipt.ts';
import { sayText } from '../replies/say.ts';
import type { Middleware, Turn } from '../turnDraft.ts';

/**
 * Files a request that a program sends whole: its flow is gone through with the answers that came with it, so that it gets
 * the same case, department and deadlines as one that was told in a conversation. Whatever kind the text alone would
 * be, the service that was chosen decides.
 */
export const fileReport: Middleware = (turn, next) => {
  const { inbound, knowledge } = turn.input;
  const { report } = inbound;
  if (report === undefined) return next();
  const definition = knowledge.flows.all.find(({ id }) => id === report.flow);
  // The service was taken back between the request and its turn: without a case, the program is told so.
  if (definition?.service === undefined) return;
  speak(turn);
  const isAlarm = warn(turn);
  const before = turn.outbound.length;
  fileFlow(turn, definition, report.slots);
  const opened = turn.events.find((event) => event.type === 'case.opened');
  const caseState = turn.state.cases.find(({ code }) => code === opened?.case);
  if (caseState === undefined) return;
  // The flow's texts are for somebody who is in the conversation.
  turn.outbound.splice(before);
  sayText(turn, filedReceipt(turn, caseState), []);
  changeCase(turn, caseState.code, { filed: { service: definition.id, key: report.key } });
  publishByRule(turn, caseState, definition.service.open);
  if (isAlarm) raise(turn, caseState);
};

/** Answers in the language that the program names, else in that of the text. */
function speak(turn: Turn): void {
  const { inbound, account, understanding, state } = turn.input;
  const choice = chooseLocale(state.language, understanding.language, inbound.localeHint ?? account.locale);
  const locale = inbound.localeHint ?? choice.locale;
  turn.locale = locale;
  turn.state = { ...turn.state, language: { locale, explicit: false } };
  turn.events.push({ type: 'language.chosen', locale, explicit: false });
}

/** Says whom to call where somebody is in danger, since nobody may read the request in time. */
function warn(turn: Turn): boolean {
  const { danger } = turn.input.understanding;
  if (!noteDanger(turn) || danger.help === null) return false;
  const isAlarm = danger.level === 'alarm';
  sayText(turn, dangerText(turn, isAlarm ? danger.help.alarm : danger.help.line, danger.help.line), []);
  return isAlarm;
}

function publishByRule(turn: Turn, { code }: CaseState, open: NonNullable<FlowDefinition['service']>['open']): void {
  if (open.length === 0 || needsPerson(turn)) return;
  const description = open.includes('description');
  const published = { revision: turn.input.revision, description, place: open.includes('place'), media: false };
  changeCase(turn, code, { published });
  turn.events.push({ type: 'case.published', case: code, by: null, what: 'request' });
}

/** Whether only a person may decide what becomes public: it tells of danger, or holds identifiers. */
function needsPerson({ input: { inbound, understanding }, personalData }: Turn): boolean {
  const place = inbound.report?.place?.text ?? '';
  return understanding.danger.level !== 'none' || personalData.length > 0 || findPersonalData(place).length > 0;
}

/** Staff see a request first that tells of somebody in danger. */
function raise(turn: Turn, caseState: CaseState): void {
  changeCase(turn, caseState.code, { priority: 'urgent' });
  turn.events.push({ type: 'case.prioritised', case: caseState.code, by: null, priority: 'urgent' });
  notifyStaff(turn, caseState, 'alert', { agents: [], roles: ['agent', 'supervisor'] });
}
