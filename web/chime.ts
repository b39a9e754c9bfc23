/** Two soft tones, the second higher: hertz, and from when to when, seconds. */
const tones = [
  { pitch: 660, from: 0, to: 0.14 },
  { pitch: 880, from: 0.12, to: 0.32 },
] as const;
const loudness = 0.08;

let context: AudioContext | null = null;

/** Sounds for news, at the counter and in the chat. A browser is silent until the page was touched. */
export function chime(): void {
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
