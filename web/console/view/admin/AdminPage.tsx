import type { ComponentChildren } from 'preact';
import { Fault } from '../Fault.tsx';
import { SkeletonRows } from '../Skeleton.tsx';

interface AdminPageProps {
  /** Names its heading. */
  readonly id: string;
  readonly title: string;
  /** What the page is for. */
  readonly hint?: string;
  /** What could not be read; null where nothing failed. */
  readonly fault: string | null;
  readonly isRead: boolean;
  readonly isWide?: boolean;
  /** Beside the heading. */
  readonly commands?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** The frame of the pages for administrators: a heading with its commands, what the page is for, and what went wrong. */
export function AdminPage({ id, title, hint, fault, isRead, isWide = false, commands, children }: AdminPageProps) {
  return (
    <section
      class={isWide ? 'page wide' : 'page'}
      aria-labelledby={`${id}-title`}
      aria-busy={!isRead && fault === null}
    >
      <header>
        <h1 id={`${id}-title`}>{title}</h1>
        {commands !== undefined && <div class="commands">{commands}</div>}
      </header>
      {hint !== undefined && <p class="hint">{hint}</p>}
      <Fault text={fault} />
      {children}
      {!isRead && fault === null && <SkeletonRows count={5} height={76} />}
    </section>
  );
}
