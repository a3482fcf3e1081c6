/** One context for all meters and the ring tone; browsers let it sound after the first click or key. */
let context: AudioContext | undefined;

export function audioContext(): AudioContext {
  context ??= new AudioContext();
  if (context.state === 'suspended') void context.resume().catch(() => undefined);
  return context;
}

/** Quieter than this is shown as nothing, dB below full scale. */
const FLOOR_DB = -60;

/** Reads the loudness of a stream, 0–1 on a scale of decibels; `stop` lets go of it. */
export function meterOf(stream: MediaStream): { read(): number; stop(): void } {
  const own = audioContext();
  const source = own.createMediaStreamSource(stream);
  const analyser = own.createAnalyser();
  analyser.fftSize = 1024;
  source.connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return {
    read() {
      analyser.getFloatTimeDomainData(samples);
      return levelOf(samples);
    },
    stop: () => source.disconnect(),
  };
}

/** Root mean square as a share of the range from −60 dB to full scale. */
export function levelOf(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const db = 10 * Math.log10(sum / samples.length + 1e-12);
  return Math.min(1, Math.max(0, 1 - db / FLOOR_DB));
}
