import { useState } from 'preact/hooks';
import type { BulkFields } from '../../../../src/content/desk/views.ts';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import { bulkStore, changeTogether } from '../../actions/content/bulk.ts';
import { useStore } from '../../observable.ts';
import { state, townDay } from '../../state.ts';
import { useLocale, useStrings } from '../../strings.ts';
import { Fault } from '../Fault.tsx';
import { DialogForm, Options } from '../forms.tsx';

type Validity = 'same' | 'until' | 'always';

/** Fields that several services get at once. */
export function BulkDialog({ documents }: { readonly documents: readonly string[] }) {
  const strings = useStrings();
  const texts = strings.content.bulk;
  const locale = useLocale();
  const departments = useStore(state, ({ setting }) => setting?.departments ?? null) ?? [];
  const today = useStore(state, townDay);
  const { isBusy, fault } = useStore(bulkStore, (value) => value);
  const [department, setDepartment] = useState('');
  const [isVerified, setVerified] = useState(false);
  const [validity, setValidity] = useState<Validity>('same');
  const [until, setUntil] = useState('');
  const fields: BulkFields = {
    ...(department !== '' && { department }),
    ...(isVerified && { verified: today }),
    ...(validity === 'until' && { validUntil: until }),
    ...(validity === 'always' && { validUntil: null }),
  };
  const isReady = Object.keys(fields).length > 0 && (validity !== 'until' || until !== '');
  return (
    <DialogForm
      title={interpolate(texts.changeTitle, { n: documents.length })}
      action={texts.draft}
      ready={isReady && !isBusy}
      onDone={() => void changeTogether(documents, { kind: 'fields', fields })}
    >
      <label class="labelled">
        {strings.department}
        <select value={department} onChange={({ currentTarget: { value } }) => setDepartment(value)}>
          <option value="">{texts.same}</option>
          {departments.map(({ id, name }) => (
            <option key={id} value={id}>
              {name[locale]}
            </option>
          ))}
        </select>
      </label>
      <label>
        <input
          type="checkbox"
          checked={isVerified}
          onChange={({ currentTarget: { checked } }) => setVerified(checked)}
        />{' '}
        {texts.verifiedToday}
      </label>
      <Options<Validity>
        legend={texts.validity}
        options={[
          ['same', texts.same],
          ['until', texts.until],
          ['always', texts.always],
        ]}
        value={validity}
        onPick={setValidity}
      />
      {validity === 'until' && (
        <label class="labelled">
          {texts.lastDay}
          <input type="date" class="field" value={until} onInput={({ currentTarget: { value } }) => setUntil(value)} />
        </label>
      )}
      <p class="hint">{texts.draftHint}</p>
      <Fault text={fault} />
    </DialogForm>
  );
}
