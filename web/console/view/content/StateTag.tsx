import type { DeskItem } from '../../../../src/content/desk/views.ts';
import { useStrings } from '../../strings.ts';

/** What the drafts make of a document. */
export function StateTag({ item }: { readonly item: Pick<DeskItem, 'state' | 'proposal'> }) {
  const strings = useStrings().content;
  const state = item.proposal === null ? item.state : 'proposed';
  return <span class={`tag state ${state}`}>{strings.states[state]}</span>;
}
