/** The straight line of least squares through samples taken at equal distances: where it begins and where it ends. */
export function lineThrough(samples: readonly number[]): { first: number; last: number } {
  const middle = (samples.length - 1) / 2;
  const mean = samples.reduce((sum, value) => sum + value, 0) / samples.length;
  const spread = samples.reduce((sum, _, at) => sum + (at - middle) ** 2, 0);
  const slope = spread === 0 ? 0 : samples.reduce((sum, value, at) => sum + (at - middle) * (value - mean), 0) / spread;
  return { first: mean - slope * middle, last: mean + slope * middle };
}
