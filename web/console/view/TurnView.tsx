import type { ComponentChildren } from 'preact';
import { internalNoteOf } from '../../../src/core/model/staffCommand.ts';
import { interpolate } from '../../../src/core/util/interpolate.ts';
import type { CaseTurn } from '../../../src/http/api/wire.ts';
import { useStore } from '../observable.ts';
import { state } from '../state.ts';
import { type ConsoleStrings, named, useLocale, useStrings } from '../strings.ts';
import { showDate } from '../townDates.ts';
import { FileList } from './FileList.tsx';
import { Happened } from './Happened.tsx';
import { Icon } from './Icon.tsx';
import { Markdown } from './Markdown.tsx';
import { nameOfAccount, nameOfAgent } from './names.ts';
import { Reasoning } from './Reasoning.tsx';
import { Translation } from './Translation.tsx';

/** One turn: what the citizen said, what was answered, and what colleagues noted and did. */
export function TurnView(props: {
  readonly code: string;
  readonly turn: CaseTurn;
  readonly isOurs: boolean;
  readonly showChannel: boolean;
}) {
  const strings = useStrings();
  const { turn, code, isOurs, showChannel } = props;
  const setting = useStore(state, (value) => value.setting);
  // The language of the conversation, so that what is read out is pronounced in it; notes are in that of who reads them.
  const lang = useStore(state, ({ selectedCase }) => selectedCase?.view?.case.locale);
  const mayPropose = useStore(state, ({ selectedCase }) => selectedCase?.view?.may.includes('propose') === true);
  const colleague = turn.command === null ? '' : nameOfAgent(setting, turn.command.by);
  const notes = notesIn(turn, strings, colleague);
  return (
    <>
      {showChannel && (
        <p class="channel">{interpolate(strings.over, { channel: nameOfAccount(setting, turn.account) })}</p>
      )}
      {turn.citizen !== null && (
        <Bubble
          by="citizen"
          who={strings.citizen}
          at={turn.at}
          state={null}
          propose={mayPropose && isOurs ? turn.revision : null}
        >
          {turn.citizen.text !== '' && (
            <p class="plaintext" lang={lang}>
              {turn.citizen.text}
            </p>
          )}
          {turn.citizen.text !== '' && <Translation code={code} turn={turn} />}
          {turn.citizen.besides !== undefined && <p class="plaintext hint">{turn.citizen.besides.join('\n')}</p>}
          <FileList code={code} turn={turn} files={turn.citizen.files} />
          {turn.citizen.notKept.map(({ what, why }, index) => (
            <p key={index} class="hint">
              {interpolate(strings.notKept, { what: named(strings.media, what), why: named(strings.notKeptWhy, why) })}
            </p>
          ))}
        </Bubble>
      )}
      {turn.erased && <p class="event">{strings.erased}</p>}
      {turn.lost && <p class="event">{strings.lost}</p>}
      <Reasoning reasoning={turn.reasoning} />
      {turn.said.map((each, index) => (
        <Bubble
          key={index}
          by={each.by}
          who={each.by === 'bot' ? strings.bot : colleague}
          at={turn.at}
          state={each.state}
          propose={null}
        >
          <div lang={lang}>
            <Markdown text={each.text} />
          </div>
          <FileList code={code} turn={turn} files={each.files} />
        </Bubble>
      ))}
      {notes.map(({ who, text }) => (
        <Bubble key={who} by="note" who={who} at={turn.at} state={null} propose={null}>
          <p class="plaintext">{text}</p>
        </Bubble>
      ))}
      <Happened turn={turn} />
    </>
  );
}

/** What was written in a turn that the person does not see, with who wrote it. */
function notesIn(
  { command: run, ticketNote, statement }: CaseTurn,
  strings: ConsoleStrings,
  name: string,
): readonly { readonly who: string; readonly text: string }[] {
  const of = (who: string, text: string | null | undefined) =>
    text === null || text === undefined ? [] : [{ who: interpolate(who, { name }), text }];
  const command = run?.command;
  return [
    ...(command === undefined ? [] : of(strings.noteBy, internalNoteOf(command))),
    ...(command?.kind === 'publish' || command?.kind === 'publish-note'
      ? of(strings.publication.by, command.text)
      : []),
    ...(command?.kind === 'propose' || command?.kind === 'decide' ? of(strings.reasonBy, command.reason) : []),
    ...(command?.kind === 'break-glass' ? of(strings.glassBy, command.reason) : []),
    ...of(strings.ticket.says, ticketNote),
    ...(statement === null ? [] : of(strings.rights.from[statement.kind], statement.text)),
  ];
}

function Bubble(props: {
  readonly by: 'citizen' | 'bot' | 'staff' | 'note';
  readonly who: string;
  readonly at: number;
  readonly state: CaseTurn['said'][number]['state'] | null;
  /** Revision against which a sanction can be proposed; null: none can. */
  readonly propose: number | null;
  readonly children: ComponentChildren;
}) {
  const strings = useStrings();
  const locale = useLocale();
  const evidence = props.propose;
  const date = new Date(props.at);
  const hour = showDate(props.at, 'hour', locale);
  return (
    <div class={`said ${props.by}`}>
      <div class="who">
        {props.by === 'note' && <Icon name="note" />}
        <h3>
          {props.who} <time dateTime={date.toISOString()}>{hour}</time>
          {props.state !== null && <span class={`state ${props.state}`}> · {strings.sendStates[props.state]}</span>}
        </h3>
        {evidence !== null && (
          <button type="button" class="plain flag" onClick={() => state.set({ dialog: { kind: 'propose', evidence } })}>
            {strings.proposeHere}
          </button>
        )}
      </div>
      <div class="bubble">{props.children}</div>
    </div>
  );
}
