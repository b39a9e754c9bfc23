import type { Board } from '../../../src/http/api/wireBoard.ts';
import { askForFile, read } from '../api.ts';
import type { BoardScope } from '../model/board.ts';
import { createStore } from '../observable.ts';
import { toast } from './announce.ts';
import { faultCode, faultText } from './faults.ts';
import { saveFile } from './files.ts';
import { knowColleagues } from './session.ts';

export const boardStore = createStore<{
  readonly scope: BoardScope;
  readonly board: Board | null;
  readonly fault: string | null;
}>({ scope: { days: 30, department: '', account: '' }, board: null, fault: null });

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
