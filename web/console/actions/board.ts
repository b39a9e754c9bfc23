import type { Board, BoardComments, BoardMailView, BoardPace } from '../../../src/http/api/wireBoard.ts';
import { ask, askForFile, read } from '../api.ts';
import type { BoardScope } from '../model/board.ts';
import { createStore } from '../observable.ts';
import { stringsNow } from '../strings.ts';
import { toast } from './announce.ts';
import { faultCode, faultText } from './faults.ts';
import { saveFile } from './files.ts';
import { knowColleagues } from './session.ts';

export const boardStore = createStore<{
  readonly scope: BoardScope;
  readonly board: Board | null;
  readonly fault: string | null;
  /** Whether somebody wants to read what citizens wrote with their grades; what there is, null: not read yet. */
  readonly readsComments: boolean;
  readonly comments: BoardComments | null;
  /** How often it comes by e-mail; null: not known yet. */
  readonly mail: BoardMailView | null;
}>({
  scope: { days: 30, department: '', account: '' },
  board: null,
  fault: null,
  readsComments: false,
  comments: null,
  mail: null,
});

let reading = 0;

/** Counts again, within another scope where one is given. */
export async function readBoard(change: Partial<BoardScope>): Promise<void> {
  reading += 1;
  const mine = reading;
  const scope = { ...boardStore.get().scope, ...change };
  boardStore.set({ scope });
  try {
    const board = await read<Board>('board', { ...scope });
    if (mine !== reading) return;
    knowColleagues(board.agents.map(({ id }) => (id === 'nobody' ? null : id)));
    const { board: before, readsComments } = boardStore.get();
    boardStore.set({ board, fault: null });
    const isOther = Object.keys(change).length > 0 || before?.total.rated !== board.total.rated;
    if (isOther) boardStore.set({ comments: null });
    if (isOther && readsComments) await readComments();
  } catch (error) {
    if (mine === reading) boardStore.set({ fault: faultText(faultCode(error)) });
  }
}

/** Shows what citizens wrote with their grades: reading it is recorded, so nobody reads it unasked. */
export function openComments(): void {
  boardStore.set({ readsComments: true });
  if (boardStore.get().comments === null) void readComments();
}

export const closeComments = (): void => boardStore.set({ readsComments: false });

async function readComments(): Promise<void> {
  const { scope } = boardStore.get();
  try {
    const comments = await read<BoardComments>('board/comments', { ...scope });
    if (scope === boardStore.get().scope) boardStore.set({ comments });
  } catch (error) {
    toast(faultText(faultCode(error)), 'bad');
  }
}

export async function saveBoard(): Promise<void> {
  const { days, department, account } = boardStore.get().scope;
  const narrowed = { ...(department === '' ? {} : { department }), ...(account === '' ? {} : { account }) };
  try {
    saveFile(await askForFile('board/file', { days, ...narrowed }), 'tauler.csv');
  } catch (error) {
    toast(faultText(faultCode(error)), 'bad');
  }
}

export async function readBoardMail(): Promise<void> {
  boardStore.set({ mail: await read<BoardMailView>('board/mail', {}).catch(() => null) });
}

/** Has the figures sent by e-mail, or no more (null). */
export async function setBoardMail(pace: BoardPace | null): Promise<void> {
  try {
    boardStore.set({ mail: await ask<BoardMailView>('POST', 'board/mail', { pace }) });
    const { board } = stringsNow();
    toast(pace === null ? board.mailEnded : board.mailSaved, 'good');
  } catch (error) {
    toast(faultText(faultCode(error)), 'bad');
  }
}

/** Sets how many citizens may wait for somebody before the service gives them no more cases. */
export async function setCapacity(agent: string, waiting: number): Promise<void> {
  try {
    await ask('POST', 'capacities', { agent, waiting });
    toast(stringsNow().board.capacitySaved, 'good');
  } catch (error) {
    toast(faultText(faultCode(error)), 'bad');
  }
  await readBoard({});
}
