/** What the chart shows: samples since the page was opened. */
export interface Sample {
  /** Epoch ms. */
  readonly at: number;
  readonly waiting: number;
  /** 0–1. */
  readonly serviceLevel?: number;
}

/** A sample is taken so often, ms; between samples the highest number waiting is kept, so that no peak is lost. */
export const SAMPLE_MS = 5000;

/** Eight hours of samples at 60 s: beyond it the older half is thinned, the chart is 600 px wide anyway. */
const MOST = 480;

/** The history with one more sample. */
export function addSample(history: readonly Sample[], sample: Sample): readonly Sample[] {
  const last = history.at(-1);
  if (last && sample.at - last.at < SAMPLE_MS && sample.at >= last.at) {
    if (sample.waiting <= last.waiting && sample.serviceLevel === last.serviceLevel) return history;
    return [...history.slice(0, -1), { ...sample, at: last.at, waiting: Math.max(last.waiting, sample.waiting) }];
  }
  const grown = [...history, sample];
  return grown.length > MOST ? thin(grown) : grown;
}

/** Every two samples become one: the higher number waiting, the later service level. */
function thin(history: readonly Sample[]): readonly Sample[] {
  const kept: Sample[] = [];
  for (let index = 0; index < history.length; index += 2) {
    const first = history[index];
    const second = history[index + 1];
    if (first) kept.push(second ? { ...second, at: first.at, waiting: Math.max(first.waiting, second.waiting) } : first);
  }
  return kept;
}
