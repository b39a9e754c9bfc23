/** A recording under way. */
export interface Recording {
  /** Ends it and lets the microphone go. */
  end(): void;
}

/** Speech is understood well at this rate; three minutes are 720 KB. */
const bitsPerSecond = 32_000;
const longestSeconds = 180;

/** The smallest kinds first; the server takes all of them. */
const kinds = ['audio/ogg;codecs=opus', 'audio/webm;codecs=opus', 'audio/mp4'];

/**
 * Records a microphone until its end, three minutes or `most` bytes. `elapsed` is called each second, `done` with the
 * whole recording.
 * @throws where the browser cannot record what it offers
 */
export function createRecording(
  stream: MediaStream,
  most: number,
  deps: { elapsed: (seconds: number) => void; done: (sound: Blob) => void },
): Recording {
  const letGo = () => {
    for (const track of stream.getTracks()) track.stop();
  };
  const recorder = open(stream, letGo);
  const chunks: Blob[] = [];
  let size = 0;
  let seconds = 0;

  const tick = setInterval(() => {
    seconds += 1;
    deps.elapsed(seconds);
    if (seconds >= longestSeconds) end();
  }, 1_000);
  recorder.addEventListener('dataavailable', ({ data }) => {
    size += data.size;
    // What is too large would be refused as a whole.
    if (size > most) end();
    else chunks.push(data);
  });
  recorder.addEventListener('stop', () => {
    clearInterval(tick);
    letGo();
    deps.done(new Blob(chunks, { type: recorder.mimeType.split(';')[0] ?? '' }));
  });
  recorder.start(1_000);

  function end(): void {
    if (recorder.state !== 'inactive') recorder.stop();
  }

  return { end };
}

function open(stream: MediaStream, letGo: () => void): MediaRecorder {
  try {
    const mimeType = kinds.find((kind) => MediaRecorder.isTypeSupported(kind));
    return new MediaRecorder(stream, { audioBitsPerSecond: bitsPerSecond, ...(mimeType && { mimeType }) });
  } catch (error) {
    letGo();
    throw error;
  }
}
