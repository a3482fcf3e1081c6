import { audioContext } from './level.ts';

/** Cadence of a ringing tone made here, s: two short calls, then quiet. */
const PERIOD = 2.4;
const CALLS = [0, 0.4];

/** Rings until the returned function is called. Silent while the browser forbids sound; the page shows the offer anyway. */
export function ring(): () => void {
  const context = audioContext();
  const gain = context.createGain();
  gain.gain.value = 0;
  gain.connect(context.destination);
  const tones = [440, 554].map((frequency) => {
    const tone = context.createOscillator();
    tone.frequency.value = frequency;
    tone.connect(gain);
    tone.start();
    return tone;
  });
  const once = (): void => {
    for (const at of CALLS) pulse(gain.gain, context.currentTime + at);
  };
  once();
  const timer = setInterval(once, PERIOD * 1000);
  return () => {
    clearInterval(timer);
    for (const tone of tones) tone.stop();
    gain.disconnect();
  };
}

function pulse(gain: AudioParam, at: number): void {
  gain.setValueAtTime(0, at);
  gain.linearRampToValueAtTime(0.12, at + 0.03);
  gain.setValueAtTime(0.12, at + 0.25);
  gain.linearRampToValueAtTime(0, at + 0.3);
}
