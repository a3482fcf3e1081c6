/** A mean with the half width of its 95 % confidence interval, from batch means. */
export interface Estimate {
  readonly mean: number;
  readonly half: number;
}

/** Batches long enough to be nearly independent, enough of them for a spread. */
const BATCHES = 40;
/** Student's t, 95 %, 39 degrees of freedom. */
const T95 = 2.023;

export function batchMeans(values: ArrayLike<number>): number[] {
  const size = Math.floor(values.length / BATCHES);
  return Array.from({ length: BATCHES }, (_, batch) => {
    let sum = 0;
    for (let i = batch * size; i < (batch + 1) * size; i++) sum += values[i] ?? 0;
    return sum / size;
  });
}

export function estimate(batches: readonly number[]): Estimate {
  const mean = average(batches);
  const variance = batches.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (batches.length - 1);
  return { mean, half: T95 * Math.sqrt(variance / batches.length) };
}

/** The mean, freed of what a second quantity of the same arrivals, whose true mean is known, shows to be luck (control variate). */
export function controlled(batches: readonly number[], control: readonly number[], trueControl: number): Estimate {
  const [meanX, meanC] = [average(batches), average(control)];
  const covariance = batches.reduce((sum, one, i) => sum + (one - meanX) * ((control[i] ?? 0) - meanC), 0);
  const variance = control.reduce((sum, one) => sum + (one - meanC) ** 2, 0);
  const slope = variance === 0 ? 0 : covariance / variance;
  return estimate(batches.map((one, i) => one - slope * ((control[i] ?? 0) - trueControl)));
}

const average = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
