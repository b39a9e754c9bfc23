import { make } from '../view/dom.ts';
import type { Extra, ExtrasHost } from './host.ts';
import { createRecording, type Recording } from './recording.ts';
import type { ExtraStrings } from './strings.ts';

/**
 * Records a voice note, lets the person hear it, and sends it as a file. The microphone is asked for once the button is
 * pressed, and let go at the end of the recording. `chosen` is called when it begins, `done` when it ends.
 */
export function createVoiceExtra(host: ExtrasHost, say: ExtraStrings, chosen: () => void, done: () => void): Extra {
  const button = make('button', { type: 'button', click: record });
  const note = make('p', { class: 'note' });
  const time = make('span', { role: 'timer' });
  // Where the page's policy forbids it, the recording can be sent all the same.
  const player = make('audio', { controls: '', error: () => hide(player) });
  const end = make('button', { type: 'button', click: () => recording?.end() });
  const send = make('button', { type: 'button', click: sendNote });
  const again = make('button', { type: 'button', click: record });
  const cancel = make('button', { type: 'button', click: done });
  const steps = [time, player, end, send, again];
  const element = make('div', { class: 'extras', role: 'group' }, note, ...steps, cancel);
  let recording: Recording | null = null;
  let recorded: File | null = null;
  /** Counts attempts: a microphone that is given after the person has left is let go. */
  let attempt = 0;

  button.hidden = host.uploadMb === 0 || !navigator.mediaDevices || !('MediaRecorder' in window);
  host.strings.each(() => {
    button.textContent = say('voice');
    element.setAttribute('aria-label', say('voice'));
    player.setAttribute('aria-label', say('voice'));
    end.textContent = say('voiceEnd');
    send.textContent = say('voiceSend');
    again.textContent = host.strings('retry');
    cancel.textContent = say('cancel');
  });
  stop();

  async function record(): Promise<void> {
    stop();
    const mine = attempt;
    chosen();
    show(say('voiceAsking'), cancel);
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      if (mine !== attempt) return letGo(stream);
      recording = createRecording(stream, host.uploadMb * 1024 * 1024, {
        elapsed: (seconds) => {
          time.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
        },
        done: (sound) => mine === attempt && offer(sound),
      });
      show(say('voiceRecording'), end, time);
    } catch (error) {
      const isDenied = error instanceof DOMException && error.name === 'NotAllowedError';
      if (mine === attempt) show(say(isDenied ? 'voiceDenied' : 'voiceFailed'), again);
    }
  }

  function offer(sound: Blob): void {
    const ending = /ogg|mp4/.exec(sound.type)?.[0] ?? 'webm';
    recorded = new File([sound], `${say('voiceFile')}.${ending}`, { type: sound.type });
    player.src = URL.createObjectURL(recorded);
    cancel.textContent = say('voiceDelete');
    show(say('voiceReady'), send, player);
  }

  /** Shows a text, what to do next, and what else belongs to that. */
  function show(text: string, next: HTMLElement, ...besides: readonly HTMLElement[]): void {
    element.hidden = false;
    note.textContent = text;
    for (const step of steps) step.hidden = step !== next && !besides.includes(step);
    next.focus();
    host.say(text);
  }

  function sendNote(): void {
    if (recorded !== null) host.attach([recorded]);
    done();
  }

  function stop(): void {
    attempt += 1;
    recording?.end();
    recording = null;
    recorded = null;
    URL.revokeObjectURL(player.src);
    player.removeAttribute('src');
    time.textContent = '0:00';
    cancel.textContent = say('cancel');
    hide(element);
  }

  return { button, element, stop };
}

function hide(element: HTMLElement): void {
  element.hidden = true;
}

function letGo(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
