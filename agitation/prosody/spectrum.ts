/** 32 ms at 8 kHz. */
export const SPECTRUM_SAMPLES = 256;
const BINS = SPECTRUM_SAMPLES / 2;
const HZ_PER_BIN = 8_000 / SPECTRUM_SAMPLES;
const [LOW_FROM, LOW_TO, MIDDLE] = [50 / HZ_PER_BIN, 1_000 / HZ_PER_BIN, 2_000 / HZ_PER_BIN];
const MEL_BANDS = 20;
const TINY = 1e-9;

/** What the spectrum of one frame tells of the effort of a voice; all of it rises or falls with effort, whatever the loudness. */
export interface SpectrumFacts {
  /** Energy of 1-4 kHz over that of 50-1000 Hz, dB. */
  alphaRatio: number;
  /** Strongest partial below 2 kHz over the strongest above, dB. */
  hammarberg: number;
  /** Hz. */
  centroid: number;
  /** How much the shape changed since the frame before: 0..1. */
  flux: number;
  /** First cepstral coefficient of 20 mel bands: tilt of the spectrum. */
  mfcc1: number;
}

const hann = Float64Array.from({ length: SPECTRUM_SAMPLES }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / SPECTRUM_SAMPLES));
const cosine = Float64Array.from({ length: BINS }, (_, i) => Math.cos((2 * Math.PI * i) / SPECTRUM_SAMPLES));
const sine = Float64Array.from({ length: BINS }, (_, i) => Math.sin((2 * Math.PI * i) / SPECTRUM_SAMPLES));
const reversed = Uint8Array.from({ length: SPECTRUM_SAMPLES }, (_, i) => Number.parseInt(i.toString(2).padStart(8, '0').split('').reverse().join(''), 2));
const mel = (hz: number) => 1_127 * Math.log(1 + hz / 700);
/** The mel band of each bin; -1 = none. */
const band = Int8Array.from({ length: BINS }, (_, bin) => (bin < LOW_FROM ? -1 : Math.min(MEL_BANDS - 1, Math.floor((mel(bin * HZ_PER_BIN) / mel(4_000)) * MEL_BANDS))));
const firstCosine = Float64Array.from({ length: MEL_BANDS }, (_, i) => Math.cos((Math.PI * (i + 0.5)) / MEL_BANDS));

/** Spectra of the frames of one speaker, one after the other. */
export class Spectrum {
  readonly #re = new Float64Array(SPECTRUM_SAMPLES);
  readonly #im = new Float64Array(SPECTRUM_SAMPLES);
  readonly #power = new Float64Array(BINS);
  readonly #bands = new Float64Array(MEL_BANDS);
  /** Shape of the frame before. */
  readonly #before = new Float64Array(BINS);

  /** Of the 256 samples from `from` on. */
  measure(samples: Float64Array, from: number): SpectrumFacts {
    for (let i = 0; i < SPECTRUM_SAMPLES; i++) {
      const to = reversed[i] as number;
      this.#re[to] = (samples[from + i] as number) * (hann[i] as number);
      this.#im[to] = 0;
    }
    transform(this.#re, this.#im);
    return this.#facts();
  }

  #facts(): SpectrumFacts {
    const power = this.#power;
    let [low, high, lowPeak, highPeak, total, moment] = [TINY, TINY, TINY, TINY, TINY, 0];
    this.#bands.fill(TINY);
    for (let bin = 1; bin < BINS; bin++) {
      const p = (this.#re[bin] as number) ** 2 + (this.#im[bin] as number) ** 2;
      power[bin] = p;
      total += p;
      moment += p * bin;
      if (bin >= LOW_FROM && bin < LOW_TO) low += p;
      else if (bin >= LOW_TO) high += p;
      if (bin < MIDDLE) lowPeak = Math.max(lowPeak, p);
      else highPeak = Math.max(highPeak, p);
      const at = band[bin] as number;
      if (at >= 0) this.#bands[at] = (this.#bands[at] as number) + p;
    }
    return { alphaRatio: decibels(high / low), hammarberg: decibels(lowPeak / highPeak), centroid: (moment / total) * HZ_PER_BIN, flux: this.#flux(total), mfcc1: this.#tilt() };
  }

  #flux(total: number): number {
    let change = 0;
    for (let bin = 1; bin < BINS; bin++) {
      const share = Math.sqrt((this.#power[bin] as number) / total);
      change += (share - (this.#before[bin] as number)) ** 2;
      this.#before[bin] = share;
    }
    return Math.min(1, change / 2);
  }

  #tilt(): number {
    let sum = 0;
    for (let i = 0; i < MEL_BANDS; i++) sum += Math.log(this.#bands[i] as number) * (firstCosine[i] as number);
    return (sum * Math.SQRT2) / Math.sqrt(MEL_BANDS);
  }
}

const decibels = (ratio: number) => 10 * Math.log10(ratio);

/** Fast Fourier transform in place, radix 2, input in bit-reversed order. */
function transform(re: Float64Array, im: Float64Array): void {
  for (let size = 2; size <= SPECTRUM_SAMPLES; size *= 2) {
    const half = size / 2;
    const step = SPECTRUM_SAMPLES / size;
    for (let begin = 0; begin < SPECTRUM_SAMPLES; begin += size) {
      for (let i = 0; i < half; i++) {
        const a = begin + i;
        const b = a + half;
        const c = cosine[i * step] as number;
        const s = sine[i * step] as number;
        const r = (re[b] as number) * c + (im[b] as number) * s;
        const m = (im[b] as number) * c - (re[b] as number) * s;
        re[b] = (re[a] as number) - r;
        im[b] = (im[a] as number) - m;
        re[a] = (re[a] as number) + r;
        im[a] = (im[a] as number) + m;
      }
    }
  }
}
