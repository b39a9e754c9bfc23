import { state } from '../state.ts';

const key = 'finestreta.console.sound';
/** Two soft tones, the second higher: hertz, and from when to when, seconds. */
const tones = [
  { pitch: 660, from: 0, to: 0.14 },
  { pitch: 880, from: 0.12, to: 0.32 },
] as const;
const loudness = 0.08;
/** Shortest time between two sounds, milliseconds: many cases at once are one sound. */
const pauseMs = 2_000;

let context: AudioContext | null = null;
let soundedAt = Number.NEGATIVE_INFINITY;

/** Restores on this device whether news are heard. */
export function restoreSound(): void {
  state.set({ sound: localStorage.getItem(key) === 'on' });
}

/** Switches the sound on, which is heard at once, or off. */
export function switchSound(): void {
  const sound = !state.get().sound;
  if (sound) localStorage.setItem(key, 'on');
  else localStorage.removeItem(key);
  state.set({ sound });
  soundedAt = Number.NEGATIVE_INFINITY;
  soundForNews();
}

/** Makes the sound for news, where the person wants one. A browser is silent until the page was touched. */
export function soundForNews(): void {
  if (!state.get().sound || performance.now() - soundedAt < pauseMs) return;
  soundedAt = performance.now();
  context ??= new AudioContext();
  void context.resume();
  for (const { pitch, from, to } of tones) {
    const volume = new GainNode(context, { gain: 0 });
    const tone = new OscillatorNode(context, { frequency: pitch });
    const now = context.currentTime;
    volume.gain.setValueAtTime(0, now + from);
    volume.gain.linearRampToValueAtTime(loudness, now + from + 0.02);
    volume.gain.linearRampToValueAtTime(0, now + to);
    tone.connect(volume).connect(context.destination);
    tone.start(now + from);
    tone.stop(now + to);
  }
}
