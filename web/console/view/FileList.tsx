import { useEffect, useState } from 'preact/hooks';
import { interpolate } from '../../../src/core/util/interpolate.ts';
import type { ShownFile } from '../../../src/http/api/wire.ts';
import { urlOf } from '../api.ts';
import { type State, state } from '../state.ts';
import { useStrings } from '../strings.ts';
import { Icon } from './Icon.tsx';
import { Modal } from './Modal.tsx';

const isImage = ({ type }: ShownFile) => type.startsWith('image/');

/** Files of a turn: photos as what they show, the others to save under their own name. */
export function FileList(props: {
  readonly code: string;
  /** The turn that holds them. */
  readonly turn: { readonly conversation: string; readonly revision: number };
  readonly files: readonly ShownFile[];
}) {
  const { conversation, revision } = props.turn;
  const addressOf = (id: string) => urlOf(`files/${props.code}/${encodeURIComponent(id)}`, { conversation, revision });
  const images = props.files.filter(isImage);
  const photos = images.map(({ id, name }) => ({ name, address: addressOf(id) }));
  return props.files.length === 0 ? null : (
    <ul class="files">
      {props.files.map((file) => (
        <li key={file.id}>
          {isImage(file) ? (
            <Photo
              file={file}
              address={addressOf(file.id)}
              enlarge={() => state.set({ dialog: { kind: 'photo', photos, at: images.indexOf(file) } })}
            />
          ) : (
            <FileLink file={file} address={addressOf(file.id)} />
          )}
          {/^(audio|video)\//.test(file.type) && <Player file={file} address={addressOf(file.id)} />}
        </li>
      ))}
    </ul>
  );
}

function FileLink({ file, address }: { readonly file: ShownFile; readonly address: string }) {
  const strings = useStrings();
  return (
    <a href={address} download={file.name}>
      <Icon name="file" />
      {file.name}{' '}
      <span class="hint">{interpolate(strings.kilobytes, { n: Math.max(1, Math.round(file.size / 1024)) })}</span>
    </a>
  );
}

/** Plays a voice note or a video in the page. It is fetched only when somebody wants it, since that counts as reading it. */
function Player({ file, address }: { readonly file: ShownFile; readonly address: string }) {
  const strings = useStrings();
  const [source, setSource] = useState<string | null>(null);
  const [isBroken, setBroken] = useState(false);
  const [isSound, setSound] = useState(false);
  useEffect(() => () => URL.revokeObjectURL(source ?? ''), [source]);
  if (isBroken) return <p role="alert">{strings.cannotPlay}</p>;
  if (source === null)
    return (
      <button
        type="button"
        aria-label={interpolate(strings.playNamed, { name: file.name })}
        onClick={() => void load()}
      >
        {strings.play}
      </button>
    );
  // Browsers record sound in containers for video: only the browser can say whether there is a picture.
  return (
    // biome-ignore lint/a11y/useMediaCaption: nobody has written down what a citizen says
    <video
      controls
      autoPlay
      class={isSound ? 'sound' : ''}
      src={source}
      aria-label={file.name}
      onLoadedMetadata={({ currentTarget }) => setSound(currentTarget.videoWidth === 0)}
      onError={() => setBroken(true)}
    />
  );

  async function load(): Promise<void> {
    const response = await fetch(address).catch(() => null);
    if (response?.ok) setSource(URL.createObjectURL(await response.blob()));
    else setBroken(true);
  }
}

/** A photo, small; a photo that cannot be shown is a file. */
function Photo(props: { readonly file: ShownFile; readonly address: string; readonly enlarge: () => void }) {
  const { file, address, enlarge } = props;
  const strings = useStrings();
  const [isBroken, setBroken] = useState(false);
  if (isBroken) return <FileLink file={file} address={address} />;
  return (
    <button
      type="button"
      class="photo"
      aria-label={interpolate(strings.enlarge, { name: file.name })}
      onClick={enlarge}
    >
      <img src={address} alt="" loading="lazy" onError={() => setBroken(true)} />
    </button>
  );
}

type PhotoProps = Extract<NonNullable<State['dialog']>, { kind: 'photo' }>;

/** A photo in full, and the others of the message by button or arrow; a press shows it in its real size, and back. */
export function PhotoDialog({ photos, at }: Pick<PhotoProps, 'photos' | 'at'>) {
  const strings = useStrings();
  const [isReal, setReal] = useState(false);
  const photo = photos[at];
  if (photo === undefined) return null;
  const { name, address } = photo;
  const show = (by: 1 | -1) =>
    state.set({ dialog: { kind: 'photo', photos, at: (at + by + photos.length) % photos.length } });
  const onKeyDown = ({ key }: KeyboardEvent) => {
    // Arrows move a photo in its real size about.
    if (!isReal && (key === 'ArrowRight' || key === 'ArrowLeft')) show(key === 'ArrowRight' ? 1 : -1);
  };
  return (
    <Modal title={name} wide>
      <button
        type="button"
        class={`fullphoto ${isReal ? 'real' : ''}`}
        aria-pressed={isReal}
        aria-label={strings.realSize}
        onClick={() => setReal(!isReal)}
        onKeyDown={onKeyDown}
      >
        <img src={address} alt={name} />
      </button>
      <p class="end">
        {photos.length > 1 && (
          <>
            <button type="button" onClick={() => show(-1)}>
              {strings.photoBefore}
            </button>
            <span role="status">{interpolate(strings.photoOf, { n: at + 1, all: photos.length })}</span>
            <button type="button" onClick={() => show(1)}>
              {strings.photoAfter}
            </button>
          </>
        )}
        <a class="button" href={address} download={name}>
          {strings.saveFile}
        </a>
      </p>
    </Modal>
  );
}
