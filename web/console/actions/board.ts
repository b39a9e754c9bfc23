import type { Board, BoardMailView, BoardPace } from '../../../src/http/api/wireBoard.ts';
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
  /** How often it comes by e-mail; null: not known yet. */
  readonly mail: BoardMailView | null;
}>({ scope: { days: 30, department: '', account: '' }, board: null, fault: null, mail: null });

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
    boardStore.set({ board, fault: null });
  } catch (error) {
    if (mine === reading) boardStore.set({ fault: faultText(faultCode(error)) });
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
