import { editorStore, writeField } from '../../actions/content/editor.ts';
import { contentStore } from '../../actions/content/list.ts';
import { type FieldPath, listAt } from '../../model/content/fields.ts';
import { titleOf } from '../../model/content/listFilter.ts';
import { useStore } from '../../observable.ts';
import { useLocale, useStrings } from '../../strings.ts';
import { Icon } from '../Icon.tsx';
import { fieldId } from './fields.tsx';
import { FieldProblems } from './problems.tsx';

/** Some services other than the one that is written, found by their titles. */
export function ServicesField({ path, label, most }: { path: FieldPath; label: string; most: number }) {
  const strings = useStrings().content;
  const locale = useLocale();
  const own = useStore(editorStore, ({ entry }) => listAt(entry, path).join(' '))
    .split(' ')
    .filter((each) => each !== '');
  const document = useStore(editorStore, (value) => value.document?.id ?? '');
  const list = useStore(contentStore, (value) => value.list);
  const services = (list?.documents ?? [])
    .filter((each) => each.kind === 'entry' && each.id !== document)
    .map((each) => ({ id: each.id.replace(/^faq\/[^/]+\//, ''), title: titleOf(each, locale) }));
  const named = (service: string) => services.find((each) => each.id === service)?.title ?? service;
  const id = fieldId(path);
  const add = (typed: string) => {
    const found = services.find((each) => each.title === typed || each.id === typed);
    if (found === undefined || own.includes(found.id)) return false;
    writeField(path, [...own, found.id]);
    return true;
  };
  return (
    <div class="labelled">
      <label for={id}>{label}</label>
      {own.length > 0 && (
        <ul class="chips inline">
          {own.map((service) => (
            <li key={service}>
              <span>{named(service)}</span>
              <button
                type="button"
                class="plain"
                aria-label={`${strings.removeThis}: ${named(service)}`}
                onClick={() => {
                  const rest = own.filter((each) => each !== service);
                  writeField(path, rest.length === 0 ? undefined : rest);
                  window.document.getElementById(id)?.focus();
                }}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <input
        id={id}
        class="field"
        list={`${id}-known`}
        disabled={own.length >= most}
        placeholder={strings.followUpPlaceholder}
        autocomplete="off"
        onInput={({ currentTarget }) => {
          if (add(currentTarget.value)) currentTarget.value = '';
        }}
      />
      <datalist id={`${id}-known`}>
        {services.map((each) => (
          <option key={each.id} value={each.title} />
        ))}
      </datalist>
      <FieldProblems path={path} />
    </div>
  );
}
