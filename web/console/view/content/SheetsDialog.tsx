import { useState } from 'preact/hooks';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import { contentStore } from '../../actions/content/list.ts';
import { downloadTexts, type SheetFault, uploadTexts } from '../../actions/content/sheets.ts';
import { shownItems } from '../../model/content/listFilter.ts';
import { useStore } from '../../observable.ts';
import { state, townDay } from '../../state.ts';
import { useLocale, useStrings } from '../../strings.ts';
import { Options } from '../forms.tsx';
import { Modal } from '../Modal.tsx';

/** Texts of the services out to a spreadsheet, and back in as drafts. */
export function SheetsDialog() {
  const strings = useStrings().content.sheets;
  const [busy, setBusy] = useState<'download' | 'upload' | null>(null);
  const [fault, setFault] = useState<SheetFault | null>(null);
  const run = async (what: 'download' | 'upload', work: () => Promise<SheetFault | null>) => {
    setBusy(what);
    setFault(null);
    setFault(await work());
    setBusy(null);
  };
  return (
    <Modal title={strings.title} wide={false}>
      <div class="dialogform">
        <p class="hint">{strings.hint}</p>
        <Download isBusy={busy !== null} onDownload={(work) => void run('download', work)} />
        <Upload isBusy={busy !== null} onUpload={(file) => void run('upload', () => uploadTexts(file))} />
        <p role="status">{busy === null ? '' : busy === 'download' ? strings.writing : strings.reading}</p>
        {fault !== null && (
          <div class="fault" role="alert">
            <p>{fault.text}</p>
            {fault.detail !== '' && <pre lang="en">{fault.detail}</pre>}
          </div>
        )}
      </div>
    </Modal>
  );
}

function Download(props: {
  readonly isBusy: boolean;
  readonly onDownload: (work: () => Promise<SheetFault | null>) => void;
}) {
  const strings = useStrings().content.sheets;
  const locale = useLocale();
  const { list, filter } = useStore(contentStore, (value) => value);
  const today = useStore(state, townDay);
  const [format, setFormat] = useState<'xlsx' | 'csv'>('xlsx');
  const all = (list?.documents ?? []).filter(({ kind }) => kind === 'entry');
  const shown = list === null || filter.kind !== 'entry' ? [] : shownItems(list.documents, filter, locale, today);
  const isFiltered = shown.length > 0 && shown.length < all.length;
  const [which, setWhich] = useState<'all' | 'shown'>(isFiltered ? 'shown' : 'all');
  const entries = which === 'all' ? null : shown.map(({ id }) => id.replace(/^faq\/[^/]+\//, ''));
  return (
    <section aria-labelledby="download-title">
      <h3 id="download-title">{strings.download}</h3>
      {isFiltered && (
        <Options
          legend={strings.which}
          options={[
            ['shown', interpolate(strings.shown, { n: shown.length })],
            ['all', interpolate(strings.all, { n: all.length })],
          ]}
          value={which}
          onPick={setWhich}
        />
      )}
      <Options
        legend={strings.format}
        options={[
          ['xlsx', strings.xlsx],
          ['csv', strings.csv],
        ]}
        value={format}
        onPick={setFormat}
      />
      <button
        type="button"
        class="button"
        disabled={props.isBusy}
        onClick={() => props.onDownload(() => downloadTexts(format, entries))}
      >
        {strings.download}
      </button>
    </section>
  );
}

function Upload(props: { readonly isBusy: boolean; readonly onUpload: (file: File) => void }) {
  const strings = useStrings().content.sheets;
  const [file, setFile] = useState<File | null>(null);
  return (
    <section aria-labelledby="upload-title">
      <h3 id="upload-title">{strings.upload}</h3>
      <p class="hint">{strings.uploadHint}</p>
      <label class="labelled">
        {strings.file}
        <input
          type="file"
          accept=".csv,.xlsx"
          onChange={({ currentTarget }) => setFile(currentTarget.files?.[0] ?? null)}
        />
      </label>
      <button
        type="button"
        disabled={props.isBusy || file === null}
        onClick={() => file !== null && props.onUpload(file)}
      >
        {strings.upload}
      </button>
    </section>
  );
}
