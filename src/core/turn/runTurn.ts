import { adviseOnPersonalData } from './adviseOnPersonalData.ts';
import { answerQuestion } from './answerQuestion.ts';
import { chooseLanguage } from './chooseLanguage.ts';
import { continueHere } from './continueHere.ts';
import { greet } from './greet.ts';
import { guardPersonalData } from './guardPersonalData.ts';
import { helpInDanger, leadWithNumber } from './helpInDanger.ts';
import { ignoreDoubleTap } from './ignoreDoubleTap.ts';
import { keepOutOfPublic } from './keepOutOfPublic.ts';
import { keepStaffUpToDate } from './keepStaffUpToDate.ts';
import { limitRate } from './limitRate.ts';
import { receiveFiles } from './receiveFiles.ts';
import { receivePlace } from './receivePlace.ts';
import { recogniseChoice } from './recogniseChoice.ts';
import { recordArrival } from './recordArrival.ts';
import { runCommand } from './runCommand.ts';
import { sendElsewhere } from './sendElsewhere.ts';
import { standAside } from './standAside.ts';
import { takeChoice } from './takeChoice.ts';
import { tellNotKept } from './tellNotKept.ts';
import { compose, type Turn, type TurnInput, type TurnResult, textOf } from './turn.ts';

/** The whole turn, in the order in which it happens. */
const steps = compose([
  keepStaffUpToDate,
  recordArrival,
  limitRate,
  guardPersonalData,
  recogniseChoice,
  ignoreDoubleTap,
  leadWithNumber,
  chooseLanguage,
  helpInDanger,
  greet,
  tellNotKept,
  standAside,
  sendElsewhere,
  continueHere,
  keepOutOfPublic,
  adviseOnPersonalData,
  receiveFiles,
  receivePlace,
  takeChoice,
  runCommand,
  answerQuestion,
]);

/** Decides everything that one message causes: a pure function of its input. */
export function runTurn(input: TurnInput): TurnResult {
  const turn: Turn = {
    input,
    text: textOf(input.inbound).trim(),
    personalData: [],
    classification: null,
    chosen: null,
    locale: input.state.language?.locale ?? input.inbound.localeHint ?? input.account.locale,
    foreign: null,
    state: input.state,
    events: [],
    outbound: [],
    effects: [],
  };
  steps(turn);
  return { state: turn.state, events: turn.events, outbound: turn.outbound, effects: turn.effects };
}
