import { useEffect, useState } from 'preact/hooks';
import { type Locale, locales } from '../../../../src/core/model/locale.ts';
import type { PreviewMessage, ShownBlock } from '../../../../src/core/ports/adapter.ts';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import type { ShownPreview } from '../../../../src/http/api/wireWriting.ts';
import { editorStore } from '../../actions/content/editor.ts';
import { previewStore, readPreview } from '../../actions/content/preview.ts';
import { faultCode, faultText } from '../../actions/faults.ts';
import type { FieldPath } from '../../model/content/fields.ts';
import { useStore } from '../../observable.ts';
import { named, useStrings } from '../../strings.ts';
import { Fault } from '../Fault.tsx';
import { Markdown } from '../Markdown.tsx';

/** How the channels show a text, each language next to the others. It is read again after each save. */
export function PreviewPanel({ path }: { readonly path: FieldPath }) {
  const strings = useStrings().content.channelPreview;
  const [shown, setShown] = useState<readonly ShownPreview[] | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const base = useStore(editorStore, ({ document }) => document?.base ?? null);
  const field = path.join('.');
  useEffect(() => {
    let isOver = false;
    readPreview(path).then(
      (found) => {
        if (isOver) return;
        setShown(found);
        setFault(null);
      },
      (error) => isOver || setFault(faultText(faultCode(error))),
    );
    return () => {
      isOver = true;
    };
  }, [field, base]);
  const { channel, surface } = useStore(previewStore, (value) => value);
  const kinds = [...new Set((shown ?? []).map((each) => `${each.channel} ${each.surface}`))];
  const nameOf = (kind: string) => {
    const [each = '', where] = kind.split(' ');
    const name = named(strings.channels, each);
    return where === 'public' ? interpolate(strings.inPublic, { channel: name }) : name;
  };
  return (
    <section class="channelpreview" aria-label={strings.title} aria-busy={shown === null}>
      <p class="labelled inline">
        <label for={`preview-${field}`}>{strings.channel}</label>
        <select
          id={`preview-${field}`}
          value={`${channel} ${surface}`}
          onChange={({ currentTarget }) => {
            const [each = '', where] = currentTarget.value.split(' ');
            previewStore.set({ channel: each, surface: where === 'public' ? 'public' : 'private' });
          }}
        >
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {nameOf(kind)}
            </option>
          ))}
        </select>
      </p>
      <Fault text={fault} />
      {surface === 'public' && <p class="hint">{strings.publicHint}</p>}
      <div class="threes">
        {locales.map((locale) => {
          const found = shown?.find(
            (each) => each.channel === channel && each.surface === surface && each.locale === locale,
          );
          return found && <InLanguage key={locale} locale={locale} messages={found.messages} />;
        })}
      </div>
    </section>
  );
}

function InLanguage({ locale, messages }: { readonly locale: Locale; readonly messages: ShownPreview['messages'] }) {
  const strings = useStrings();
  const texts = strings.content.channelPreview;
  return (
    <div class="preview">
      <p class="hint">{strings.languages[locale]}</p>
      {messages === null && <p class="hint">{texts.nothing}</p>}
      {messages !== null && messages.length > 1 && (
        <p class="hint">{interpolate(texts.messages, { count: messages.length })}</p>
      )}
      {(messages ?? []).map((message, index) => (
        <PreviewedMessage key={index} locale={locale} message={message} />
      ))}
    </div>
  );
}

export function PreviewedMessage({ locale, message }: { readonly locale: Locale; readonly message: PreviewMessage }) {
  const texts = useStrings().content.channelPreview;
  const { blocks, text, buttons, menu, quickExit, length, limit, sent } = message;
  return (
    <>
      <div class="bubble bot" lang={locale}>
        {blocks === null ? <Markdown text={text} /> : <Blocks blocks={blocks} />}
      </div>
      {buttons.map((row, index) => (
        <ul key={index} class="shownbuttons" lang={locale} aria-label={texts.buttons}>
          {row.map((label) => (
            <li key={label}>{label}</li>
          ))}
        </ul>
      ))}
      {menu.length > 0 && (
        <details lang={locale}>
          <summary>{interpolate(texts.menu, { count: menu.length })}</summary>
          <ul>
            {menu.map((label) => (
              <li key={label}>{label}</li>
            ))}
          </ul>
        </details>
      )}
      {quickExit && <p class="hint">{texts.quickExit}</p>}
      <p class="hint">{interpolate(texts.length, { length, limit })}</p>
      <details>
        <summary>{texts.sent}</summary>
        <pre>{sent}</pre>
      </details>
    </>
  );
}

function Blocks({ blocks }: { readonly blocks: readonly ShownBlock[] }) {
  return (
    <>
      {blocks.map(({ kind, lines }, index) =>
        kind === 'list' ? (
          <ul key={index}>
            {lines.map((line, at) => (
              <li key={at}>{spans(line)}</li>
            ))}
          </ul>
        ) : (
          <p key={index}>
            {lines.map((line, at) => (
              <>
                {at > 0 && <br />}
                {spans(line)}
              </>
            ))}
          </p>
        ),
      )}
    </>
  );
}

function spans(line: ShownBlock['lines'][number]) {
  return line.map(({ text, bold, href }, index) => {
    const words = bold ? <strong>{text}</strong> : text;
    if (href === null || !/^(?:https?|mailto|tel):/.test(href)) return <span key={index}>{words}</span>;
    return (
      <a key={index} href={href} target="_blank" rel="noopener noreferrer">
        {words}
      </a>
    );
  });
}
