import { useEffect, useRef, useState } from 'preact/hooks';
import type { Locale } from '../../../../src/core/model/locale.ts';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import { announceToScreenReaders, toast } from '../../actions/announce.ts';
import {
  addOwnWord,
  askSuggestions,
  checkSpelling,
  removeOwnWord,
  spellingKey,
  spellingStore,
} from '../../actions/content/spelling.ts';
import { faultCode, faultText } from '../../actions/faults.ts';
import { withWord, wordsLeft } from '../../model/content/spelling.ts';
import { useStore } from '../../observable.ts';
import { stringsNow, useStrings } from '../../strings.ts';

/** Most words under a field. */
const mostShown = 8;

const none: readonly string[] = [];

/** Words of a text that nobody knows, with what may be meant: each is replaced, or added to the council's own words. */
export function UnknownWords(props: {
  readonly locale: Locale;
  readonly text: string;
  /** Id of the field. */
  readonly field: string;
  readonly onReplace: (text: string) => void;
}) {
  const strings = useStrings().content.spelling;
  const { locale, text } = props;
  const found = useStore(spellingStore, ({ unknown }) => unknown.get(spellingKey(locale, text)) ?? null);
  // What was found before the last keys is shown until they are checked.
  const last = useRef(none);
  if (found !== null) last.current = found;
  const words = found ?? wordsLeft(last.current, text);
  useEffect(() => checkSpelling(locale, text), [locale, text, found === null]);
  const replace = (word: string, other: string) => {
    props.onReplace(withWord(text, word, other));
    announceToScreenReaders(interpolate(stringsNow().content.spelling.replaced, { word, other }));
    document.getElementById(props.field)?.focus();
  };
  const added = useStore(spellingStore, (value) => value.added);
  const own = added.size === 0 ? none : wordsLeft([...added], text);
  const shown = words.slice(0, mostShown);
  return (
    <>
      {shown.length > 0 && (
        <div class="spelling">
          <p class="hint">{strings.unknown}</p>
          <ul>
            {shown.map((word) => (
              <UnknownWord
                key={word}
                locale={locale}
                word={word}
                onReplace={(other) => replace(word, other)}
                onAdded={() => document.getElementById(props.field)?.focus()}
              />
            ))}
          </ul>
          {words.length > shown.length && (
            <p class="hint">{interpolate(strings.more, { count: words.length - shown.length })}</p>
          )}
        </div>
      )}
      {own.map((word) => (
        <p key={word} class="hint">
          {interpolate(strings.added, { word })}{' '}
          <button type="button" class="plain small" onClick={() => void takeBack(word)}>
            {strings.undo}
          </button>
        </p>
      ))}
    </>
  );
}

/** Takes a word away from the council's own words again. */
async function takeBack(word: string): Promise<void> {
  try {
    await removeOwnWord(word);
  } catch (error) {
    toast(faultText(faultCode(error)), 'bad');
  }
}

export function UnknownWord(props: {
  readonly locale: Locale;
  readonly word: string;
  readonly line?: number;
  readonly onReplace: (other: string) => void;
  readonly onAdded: () => void;
}) {
  const strings = useStrings().content.spelling;
  const { locale, word, line } = props;
  const [isBusy, setBusy] = useState(false);
  const suggestions = useStore(spellingStore, (value) => value.suggestions.get(spellingKey(locale, word)) ?? null);
  // What could not be looked up is asked for again once a check succeeds.
  const works = useStore(spellingStore, (value) => value.fault === null);
  useEffect(() => {
    if (works) askSuggestions(locale, [word]);
  }, [locale, word, works]);
  const add = async () => {
    setBusy(true);
    try {
      await addOwnWord(word);
      toast(interpolate(stringsNow().content.spelling.added, { word }), 'good');
      props.onAdded();
    } catch (error) {
      setBusy(false);
      toast(faultText(faultCode(error)), 'bad');
    }
  };
  return (
    <li>
      {line !== undefined && <span class="hint">{interpolate(strings.line, { line })} </span>}
      <strong lang={locale}>{word}</strong>
      {suggestions === null && works && <span class="hint">{strings.looking}</span>}
      {(suggestions ?? []).slice(0, 3).map((other) => (
        <button
          key={other}
          type="button"
          class="small"
          lang={locale}
          aria-label={interpolate(strings.replace, { word, other })}
          onClick={() => props.onReplace(other)}
        >
          {other}
        </button>
      ))}
      <button
        type="button"
        class="plain small"
        disabled={isBusy}
        aria-label={interpolate(strings.addWord, { word })}
        onClick={() => void add()}
      >
        {strings.add}
      </button>
    </li>
  );
}
