/** Highest and lowest sample of each slice, per channel, −1…1: what a waveform is drawn from. */
export interface Peaks {
  readonly channels: readonly number[][];
  /** Seconds of audio. */
  readonly seconds: number;
}

/** Two values (low, high) for each slice of time: enough for a waveform as wide as a screen. */
const SLICES = 1_500;
const HEADER_BYTES = 44;
const BYTES_PER_SAMPLE = 2;
const MOST_CHANNELS = 2;
const [RIFF, WAVE] = [0x52494646, 0x57415645];

/**
 * Reads our recordings (WAV, 16-bit PCM) as they arrive and keeps only the peaks: an hour of audio never stands in memory.
 *
 *     0      4       8      12     16  20  22     24    28       32     34    36     40
 *     'RIFF' size    'WAVE' 'fmt ' 16  1   chans  rate  bytes/s  align  bits  'data' data bytes
 */
export class PeakReader {
  readonly #header = new Uint8Array(HEADER_BYTES);
  #read = 0;
  #channels = 2;
  #rate = 8_000;
  #perSlice = 1;
  #low: Float32Array[] = [];
  #high: Float32Array[] = [];
  /** First byte of a sample that was cut in two by the network. */
  #half: number | undefined;
  #samples = 0;
  readonly #bytes: number;

  /** `bytes`: length of the whole file. */
  constructor(bytes: number) {
    this.#bytes = bytes;
  }

  /** Throws when it is no recording. */
  push(chunk: Uint8Array): void {
    let at = 0;
    while (this.#read < HEADER_BYTES && at < chunk.length) this.#header[this.#read++] = chunk[at++] ?? 0;
    if (this.#read < HEADER_BYTES) return;
    if (this.#low.length === 0) this.#begin();
    if (this.#half !== undefined && at < chunk.length) {
      this.#sample(this.#half | ((chunk[at++] ?? 0) << 8));
      this.#half = undefined;
    }
    for (; at + 1 < chunk.length; at += BYTES_PER_SAMPLE) this.#sample((chunk[at] ?? 0) | ((chunk[at + 1] ?? 0) << 8));
    if (at < chunk.length) this.#half = chunk[at];
  }

  peaks(): Peaks {
    const channels = this.#low.map((low, c) => Array.from(low, (value, i) => [value, this.#high[c]?.[i] ?? 0]).flat());
    return { channels, seconds: this.#samples / this.#channels / this.#rate };
  }

  #begin(): void {
    const view = new DataView(this.#header.buffer);
    this.#channels = view.getUint16(22, true);
    this.#rate = view.getUint32(24, true);
    // Anything may lie in the file of a broken recording; 65,535 lanes would be drawn as well.
    const isWave = view.getUint32(0) === RIFF && view.getUint32(8) === WAVE;
    if (!isWave || this.#channels < 1 || this.#channels > MOST_CHANNELS || this.#rate < 1) throw new Error('not a recording');
    const frames = Math.max(1, Math.floor((this.#bytes - HEADER_BYTES) / BYTES_PER_SAMPLE / this.#channels));
    this.#perSlice = Math.ceil(frames / SLICES);
    const slices = Math.ceil(frames / this.#perSlice);
    this.#low = Array.from({ length: this.#channels }, () => new Float32Array(slices));
    this.#high = Array.from({ length: this.#channels }, () => new Float32Array(slices));
  }

  #sample(unsigned: number): void {
    const value = (unsigned > 0x7fff ? unsigned - 0x10000 : unsigned) / 0x8000;
    const channel = this.#samples % this.#channels;
    const slice = Math.floor(Math.floor(this.#samples / this.#channels) / this.#perSlice);
    this.#samples++;
    const low = this.#low[channel];
    const high = this.#high[channel];
    if (low === undefined || high === undefined || slice >= low.length) return;
    if (value < (low[slice] ?? 0)) low[slice] = value;
    if (value > (high[slice] ?? 0)) high[slice] = value;
  }
}

/** The peaks of a recording; rejects when it cannot be had. */
export async function fetchPeaks(url: string, signal: AbortSignal): Promise<Peaks> {
  const response = await fetch(url, { signal, credentials: 'same-origin' });
  if (!response.ok || response.body === null) throw new Error(String(response.status));
  const reader = new PeakReader(Number(response.headers.get('content-length') ?? 0));
  const body = response.body.getReader();
  try {
    for (;;) {
      const { done, value } = await body.read();
      if (done) break;
      reader.push(value);
    }
  } catch (error) {
    await body.cancel();
    throw error;
  }
  const peaks = reader.peaks();
  if (peaks.channels.length === 0) throw new Error('shorter than its header');
  return peaks;
}
