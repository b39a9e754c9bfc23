import { newDraft, resultOf } from '../cases/caseDraft.ts';
import { withMatchesHere } from '../dialogue/matchesHere.ts';
import type { Event } from '../model/event.ts';
import { textOf } from '../model/message.ts';
import { attendedBy } from '../render/attendedBy.ts';
import { saidOnce } from '../render/saidOnce.ts';
import { leaveFlowToPeople, showCollected } from './flows/flowProgress.ts';
import { runFlow } from './flows/runFlow.ts';
import { answerQuestion } from './steps/answerQuestion.ts';
import { ignoreDoubleTap, recordArrival } from './steps/arrival.ts';
import { chooseLanguage } from './steps/chooseLanguage.ts';
import { fileReport } from './steps/fileReport.ts';
import { greet } from './steps/greet.ts';
import { adviseOnPersonalData, guardPersonalData, keepOutOfPublic } from './steps/guardPersonalData.ts';
import { helpInDanger, leadWithNumber } from './steps/helpInDanger.ts';
import { keepStaffUpToDate } from './steps/keepStaffUpToDate.ts';
import { leaveToStaff } from './steps/leaveToStaff.ts';
import { limitRate } from './steps/limitRate.ts';
import { rateAnswer } from './steps/rateAnswer.ts';
import { receiveFiles } from './steps/receiveFiles.ts';
import { receiveLocation } from './steps/receiveLocation.ts';
import { recogniseChoice } from './steps/recogniseChoice.ts';
import { redeemTransferCode } from './steps/redeemTransferCode.ts';
import { runCommand } from './steps/runCommand.ts';
import { sayNotKept } from './steps/sayNotKept.ts';
import { sendElsewhere } from './steps/sendElsewhere.ts';
import { standBy } from './steps/standBy.ts';
import { takeChoice } from './steps/takeChoice.ts';
import { takeContact } from './steps/takeContact.ts';
import { takeSurvey } from './steps/takeSurvey.ts';
import { compose, type Turn, type TurnInput, type TurnResult } from './turnDraft.ts';

/** All steps of a turn, in order. */
const steps = compose([
  keepStaffUpToDate,
  recordArrival,
  limitRate,
  guardPersonalData,
  fileReport,
  takeSurvey,
  recogniseChoice,
  rateAnswer,
  ignoreDoubleTap,
  takeContact,
  leadWithNumber,
  chooseLanguage,
  helpInDanger,
  greet,
  sayNotKept,
  leaveToStaff,
  sendElsewhere,
  redeemTransferCode,
  keepOutOfPublic,
  adviseOnPersonalData,
  runFlow,
  receiveFiles,
  receiveLocation,
  takeChoice,
  runCommand,
  standBy,
  answerQuestion,
]);

/** Decides everything that one message causes: a pure function of its input. */
export function runTurn(given: TurnInput): TurnResult {
  const input = { ...given, understanding: withMatchesHere(given.understanding, given.state) };
  const turn: Turn = {
    ...newDraft<Event>(input.state),
    input,
    text: textOf(input.inbound).trim(),
    personalData: [],
    classification: null,
    chosen: null,
    locale: input.state.language?.locale ?? input.inbound.localeHint ?? input.account.locale,
    foreign: null,
    definition: input.flow?.definition ?? null,
    slots: input.flow?.slots ?? {},
    collected: null,
    inLine: [],
    wanted: null,
  };
  steps(turn);
  leaveFlowToPeople(turn);
  showCollected(turn);
  const slots = turn.state.flow === null ? {} : turn.slots;
  const inLine = turn.inLine.length === 0 ? {} : { inLine: turn.inLine };
  const updatesTo = turn.updatesTo === undefined ? {} : { updatesTo: turn.updatesTo };
  const answered = turn.answered === undefined ? {} : { answered: turn.answered };
  const subscriber = turn.subscriber === undefined ? {} : { subscriber: turn.subscriber };
  const said = resultOf(turn);
  const result = attendedBy({ ...said, outbound: saidOnce(said.outbound) }, input);
  return { ...result, slots, collected: turn.collected, ...inLine, ...updatesTo, ...answered, ...subscriber };
}
