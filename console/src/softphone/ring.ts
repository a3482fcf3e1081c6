import { devices } from './devices.ts';
import { audioContext } from './level.ts';
import { outletOf } from './speaker.ts';

/** Cadence of a ringing tone made here, s: two short calls, then quiet. */
const PERIOD = 2.4;
const CALLS = [0, 0.4];

/** Rings on the chosen ringer until the returned function is called. Silent while the browser forbids sound; the page shows the offer anyway. */
export function ring(): () => void {
  return ringOn(devices.get().ringer).stop;
}

/** One sound to try a device with; `over` when it was played. The stream is for a meter. */
export function tryDevice(device: string | undefined, over: () => void): { readonly stream: MediaStream; stop(): void } {
  const { stream, stop } = ringOn(device);
  const timer = setTimeout(over, PERIOD * 1000);
  return {
    stream,
    stop() {
      clearTimeout(timer);
      stop();
    },
  };
}

function ringOn(device: string | undefined): { readonly stream: MediaStream; readonly stop: () => void } {
  const context = audioContext();
  const outlet = outletOf(context, device);
  const gain = context.createGain();
  gain.gain.value = 0;
  gain.connect(outlet.node);
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
  const stop = (): void => {
    clearInterval(timer);
    for (const tone of tones) tone.stop();
    gain.disconnect();
    outlet.close();
  };
  return { stream: outlet.stream, stop };
}

function pulse(gain: AudioParam, at: number): void {
  gain.setValueAtTime(0, at);
  gain.linearRampToValueAtTime(0.12, at + 0.03);
  gain.setValueAtTime(0.12, at + 0.25);
  gain.linearRampToValueAtTime(0, at + 0.3);
}
