import type { ComponentChildren } from 'preact';
import { goToList } from '../../actions/route.ts';
import { addressOf } from '../../model/filterAddress.ts';
import type { Filter } from '../../state.ts';

/** A link to the cases behind a number. `label`: what it says to who does not see where it stands; absent: its text. */
export function ListLink(props: {
  readonly filter: Partial<Filter>;
  readonly label?: string | undefined;
  readonly className?: string;
  readonly children: ComponentChildren;
}) {
  return (
    <a
      class={props.className}
      href={addressOf(props.filter)}
      aria-label={props.label}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        goToList(props.filter);
      }}
    >
      {props.children}
    </a>
  );
}
