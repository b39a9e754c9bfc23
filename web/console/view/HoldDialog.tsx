import { act } from '../actions/held.ts';
import { state } from '../state.ts';
import { useStrings } from '../strings.ts';
import { ReasonDialog } from './ReasonDialog.tsx';

/** Keeps what was written from being erased, or ends that, with a reason for auditors. */
export function HoldDialog({ lifts }: { readonly lifts: boolean }) {
  const strings = useStrings().hold;
  return (
    <ReasonDialog
      title={lifts ? strings.liftTitle : strings.title}
      action={lifts ? strings.liftAction : strings.action}
      hint={lifts ? strings.liftHint : strings.hint}
      label={strings.reason}
      onDone={(reason) => {
        state.set({ dialog: null });
        void act({ kind: lifts ? 'lift-hold' : 'hold', reason });
      }}
    />
  );
}
