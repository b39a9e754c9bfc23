import type { CaseView } from '../../../src/http/api/wire.ts';
import { act } from '../actions/commands.ts';
import { go } from '../actions/route.ts';
import { fill } from '../model/fill.ts';
import { pathOf } from '../model/route.ts';
import { state } from '../state.ts';
import { useStore } from '../store.ts';
import { named, useLocale, useWords } from '../words.ts';
import { Deadline, fullDate } from './Deadline.tsx';
import { nameOfAccount, nameOfAgent, nameOfDepartment } from './names.ts';

/** What the case is and what can be done with it. */
export function CaseHead({ view, busy }: { readonly view: CaseView; readonly busy: boolean }) {
  const words = useWords();
  const { case: caseState } = view;
  return (
    <header class="casehead">
      <div class="line1">
        <h1>
          <span class="kind">{named(words.kinds, caseState.kind)}</span> <span class="code">{caseState.code}</span>
        </h1>
        {caseState.priority !== 'normal' && (
          <span class={`tag ${caseState.priority}`}>{words.priorities[caseState.priority]}</span>
        )}
        {caseState.status !== 'open' && <span class="tag">{words.statusOne[caseState.status]}</span>}
        {caseState.surface === 'public' && <span class="tag public">{words.inPublic}</span>}
        <Deadline caseState={caseState} />
      </div>
      <Facts view={view} />
      <Commands view={view} busy={busy} />
    </header>
  );
}

function Facts({ view }: { readonly view: CaseView }) {
  const words = useWords();
  const locale = useLocale();
  const setting = useStore(state, (value) => value.setting);
  const { case: caseState } = view;
  const handledBy = view.handledBy === null ? words.bot : nameOfAgent(setting, view.handledBy);
  const facts: readonly (readonly [string, string])[] = [
    [words.department, nameOfDepartment(setting, caseState.department, locale)],
    [words.assignee, caseState.assignee === null ? words.nobody : nameOfAgent(setting, caseState.assignee)],
    [words.handledBy, handledBy],
    [words.channel, nameOfAccount(setting, view.account)],
    [words.language, words.languages[caseState.locale]],
    [words.opened, fullDate(caseState.openedAt, locale)],
    ...(view.position === null ? [] : [[words.positionLabel, fill(words.position, { n: view.position })] as const]),
    ...(caseState.snoozedUntil === null
      ? []
      : [[words.snoozedUntil, fullDate(caseState.snoozedUntil, locale)] as const]),
    ...(caseState.rating === null ? [] : [[words.rating, `${caseState.rating} / 5`] as const]),
  ];
  const tone = setting?.tones[caseState.tone]?.[locale];
  const administrativeSilence = setting?.silences[caseState.administrativeSilence]?.[locale];
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
        {administrativeSilence !== undefined && (
          <p>
            <strong>{words.administrativeSilence}</strong> {administrativeSilence}
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
function Commands({ view, busy }: { readonly view: CaseView; readonly busy: boolean }) {
  const words = useWords();
  const me = useStore(state, (value) => value.me?.id);
  const isMine = view.handledBy === me;
  const open = (kind: 'transfer' | 'close' | 'snooze' | 'merge' | 'priority') => () => state.set({ dialog: { kind } });
  const commands = [
    { kind: 'take', text: words.commands.take, does: () => void act({ kind: 'take' }), hide: isMine },
    { kind: 'hand-back', text: words.commands.handBack, does: () => void act({ kind: 'hand-back' }), hide: false },
    { kind: 'assign', text: words.commands.assign, does: open('transfer'), hide: false },
    { kind: 'snooze', text: words.commands.snooze, does: open('snooze'), hide: false },
    { kind: 'set-priority', text: words.commands.priority, does: open('priority'), hide: false },
    { kind: 'merge', text: words.commands.merge, does: open('merge'), hide: false },
    { kind: 'reopen', text: words.commands.reopen, does: () => void act({ kind: 'reopen' }), hide: false },
    { kind: 'close', text: words.commands.close, does: open('close'), hide: false },
  ] as const;
  const allowed = commands.filter(({ kind, hide }) => !hide && view.may.includes(kind));
  if (allowed.length === 0) return null;
  return (
    <fieldset class="deeds" aria-label={words.commandsLabel}>
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
