import type { CaseProof } from '../../../src/http/api/wire.ts';
import { read } from '../api.ts';
import { state } from '../state.ts';
import { toast } from './announce.ts';
import { faultCode, faultText } from './faults.ts';
import { changeSelectedCase } from './selectedCase.ts';

/** Prints the open case with its proof, as far as there is one. Where that cannot be read, says so and prints the case. */
export async function printCase(): Promise<void> {
  const code = state.get().selectedCase?.code;
  if (code === undefined) return;
  const { proof } = await read<CaseProof>(`cases/${code}/proof`, {}).catch((error) => {
    toast(faultText(faultCode(error)), 'bad');
    return { proof: null };
  });
  changeSelectedCase(code, () => ({ proof }));
  // Once the palette is closed and the proof is drawn: it is only on paper.
  requestAnimationFrame(() => {
    print();
    changeSelectedCase(code, () => ({ proof: null }));
  });
}
