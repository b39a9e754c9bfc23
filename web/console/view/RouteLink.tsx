import type { ComponentChildren } from 'preact';
import { go } from '../actions/route.ts';
import { pathOf, type Route } from '../model/route.ts';

/** A link within the console. */
export function RouteLink(props: {
  readonly route: Route;
  readonly className?: string;
  /** Whether it leads to the page that is open. */
  readonly isCurrent?: boolean;
  readonly children: ComponentChildren;
}) {
  return (
    <a
      href={pathOf(props.route)}
      class={props.className}
      aria-current={props.isCurrent === true ? 'page' : undefined}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        go(props.route);
      }}
    >
      {props.children}
    </a>
  );
}
