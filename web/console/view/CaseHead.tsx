import type { CaseView } from '../../../src/http/api/wire.ts';
import { act } from '../actions/deeds.ts';
import { go } from '../actions/route.ts';
import { fill } from '../model/fill.ts';
import { pathOf } from '../model/place.ts';
import { state } from '../state.ts';
import { useStore } from '../store.ts';
import { named, useLocale, useWords } from '../words.ts';
import { Deadline, fullDate } from './Deadline.tsx';
import { nameOfAccount, nameOfAgent, nameOfDepartment } from './names.ts';

/** What the case is and what can be done with it. */
export function CaseHead({ view, busy }: { readonly view: CaseView; readonly busy: boolean }) {
  const words = useWords();
  const { case: matter } = view;
  return (
    <header class="casehead">
      <div class="line1">
        <h1>
          <span class="kind">{named(words.kinds, matter.kind)}</span> <span class="code">{matter.code}</span>
        </h1>
        {matter.priority !== 'normal' && (
          <span class={`tag ${matter.priority}`}>{words.priorities[matter.priority]}</span>
        )}
        {matter.status !== 'open' && <span class="tag">{words.statusOne[matter.status]}</span>}
        {matter.surface === 'public' && <span class="tag public">{words.inPublic}</span>}
        <Deadline matter={matter} />
      </div>
      <Facts view={view} />
      <Deeds view={view} busy={busy} />
    </header>
  );
}

function Facts({ view }: { readonly view: CaseView }) {
  const words = useWords();
  const locale = useLocale();
  const setting = useStore(state, (value) => value.setting);
  const { case: matter } = view;
  const handledBy = view.handledBy === null ? words.bot : nameOfAgent(setting, view.handledBy);
  const facts: readonly (readonly [string, string])[] = [
    [words.department, nameOfDepartment(setting, matter.department, locale)],
    [words.assignee, matter.assignee === null ? words.nobody : nameOfAgent(setting, matter.assignee)],
    [words.handledBy, handledBy],
    [words.channel, nameOfAccount(setting, view.account)],
    [words.language, words.languages[matter.locale]],
    [words.opened, fullDate(matter.openedAt, locale)],
    ...(view.position === null ? [] : [[words.positionLabel, fill(words.position, { n: view.position })] as const]),
    ...(matter.snoozedUntil === null ? [] : [[words.snoozedUntil, fullDate(matter.snoozedUntil, locale)] as const]),
    ...(matter.rating === null ? [] : [[words.rating, `${matter.rating} / 5`] as const]),
  ];
  const tone = setting?.tones[matter.tone]?.[locale];
  const silence = setting?.silences[matter.silence]?.[locale];
  return (
    <>
      <dl class="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <details class="guide">
        <summary>{words.guide}</summary>
        {tone !== undefined && (
          <p>
            <strong>{words.tone}</strong> {tone}
          </p>
        )}
        {silence !== undefined && (
          <p>
            <strong>{words.silence}</strong> {silence}
          </p>
        )}
        {view.related.length > 0 && (
          <p>
            <strong>{words.related}</strong>{' '}
            {view.related.map(({ case: { code, status } }) => (
              <a
                key={code}
                href={pathOf({ page: 'inbox', code })}
                onClick={(event) => {
                  event.preventDefault();
                  go({ page: 'inbox', code });
                }}
              >
                {code} ({words.statusOne[status]}){' '}
              </a>
            ))}
          </p>
        )}
      </details>
    </>
  );
}

/** What one may do: the first thing to do stands out, the rest is in the palette as well. */
function Deeds({ view, busy }: { readonly view: CaseView; readonly busy: boolean }) {
  const words = useWords();
  const me = useStore(state, (value) => value.me?.id);
  const isMine = view.handledBy === me;
  const open = (kind: 'transfer' | 'close' | 'snooze' | 'merge' | 'priority') => () => state.set({ dialog: { kind } });
  const deeds = [
    { kind: 'take', text: words.deeds.take, does: () => void act({ kind: 'take' }), hide: isMine },
    { kind: 'hand-back', text: words.deeds.handBack, does: () => void act({ kind: 'hand-back' }), hide: false },
    { kind: 'assign', text: words.deeds.assign, does: open('transfer'), hide: false },
    { kind: 'snooze', text: words.deeds.snooze, does: open('snooze'), hide: false },
    { kind: 'set-priority', text: words.deeds.priority, does: open('priority'), hide: false },
    { kind: 'merge', text: words.deeds.merge, does: open('merge'), hide: false },
    { kind: 'reopen', text: words.deeds.reopen, does: () => void act({ kind: 'reopen' }), hide: false },
    { kind: 'close', text: words.deeds.close, does: open('close'), hide: false },
  ] as const;
  const allowed = deeds.filter(({ kind, hide }) => !hide && view.may.includes(kind));
  if (allowed.length === 0) return null;
  return (
    <fieldset class="deeds" aria-label={words.deedsLabel}>
      {allowed.map(({ kind, text, does }) => (
        <button
          key={kind}
          type="button"
          class={kind === 'take' || kind === 'reopen' ? 'button' : ''}
          disabled={busy}
          onClick={does}
        >
          {text}
        </button>
      ))}
    </fieldset>
  );
}
