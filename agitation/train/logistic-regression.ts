/** A row: the features, and whether the window is agitated. */
export interface Row {
  readonly x: readonly number[];
  readonly y: boolean;
}

/** Keeps weights small where few calls say little (ridge, per row). */
const RIDGE = 0.02;
const MOST_STEPS = 50;
const CLOSE_ENOUGH = 1e-9;

/**
 * Logistic regression with a ridge, by Newton's method: no randomness, no learning rate; the same rows in the same order give
 * the same weights. The bias is not held back.
 */
export function fit(rows: readonly Row[]): { readonly bias: number; readonly weights: readonly number[] } {
  const width = (rows[0]?.x.length ?? 0) + 1;
  let beta = zeros(width);
  for (let step = 0; step < MOST_STEPS; step++) {
    const change = newtonStep(rows, beta, width);
    beta = beta.map((value, i) => value + (change[i] ?? 0));
    if (change.every((value) => Math.abs(value) < CLOSE_ENOUGH)) break;
  }
  return { bias: beta[0] ?? 0, weights: beta.slice(1) };
}

function newtonStep(rows: readonly Row[], beta: readonly number[], width: number): number[] {
  const slope = zeros(width);
  const bend = Array.from({ length: width }, () => zeros(width));
  for (const { x, y } of rows) {
    const full = [1, ...x];
    const p = 1 / (1 + Math.exp(-full.reduce((sum, value, i) => sum + value * (beta[i] ?? 0), 0)));
    const spread = Math.max(p * (1 - p), 1e-6);
    for (let i = 0; i < width; i++) {
      const a = full[i] ?? 0;
      slope[i] = (slope[i] ?? 0) + ((y ? 1 : 0) - p) * a;
      const row = bend[i] as number[];
      for (let j = 0; j <= i; j++) row[j] = (row[j] ?? 0) + spread * a * (full[j] ?? 0);
    }
  }
  const ridge = RIDGE * rows.length;
  for (let i = 0; i < width; i++) {
    const row = bend[i] as number[];
    row[i] = (row[i] ?? 0) + (i === 0 ? 1e-6 : ridge);
    if (i > 0) slope[i] = (slope[i] ?? 0) - ridge * (beta[i] ?? 0);
    for (let j = 0; j < i; j++) (bend[j] as number[])[i] = row[j] ?? 0;
  }
  return solve(bend, slope);
}

/** Gauss with the largest pivot; both are used up. */
function solve(matrix: number[][], right: number[]): number[] {
  const size = right.length;
  for (let column = 0; column < size; column++) {
    let best = column;
    for (let row = column + 1; row < size; row++) if (Math.abs(matrix[row]?.[column] ?? 0) > Math.abs(matrix[best]?.[column] ?? 0)) best = row;
    [matrix[column], matrix[best]] = [matrix[best] as number[], matrix[column] as number[]];
    [right[column], right[best]] = [right[best] ?? 0, right[column] ?? 0];
    const pivot = matrix[column] as number[];
    for (let row = column + 1; row < size; row++) {
      const line = matrix[row] as number[];
      const factor = (line[column] ?? 0) / (pivot[column] ?? 1);
      if (factor === 0) continue;
      for (let i = column; i < size; i++) line[i] = (line[i] ?? 0) - factor * (pivot[i] ?? 0);
      right[row] = (right[row] ?? 0) - factor * (right[column] ?? 0);
    }
  }
  const found = zeros(size);
  for (let row = size - 1; row >= 0; row--) {
    const line = matrix[row] as number[];
    const rest = found.reduce((sum, value, i) => (i > row ? sum + value * (line[i] ?? 0) : sum), 0);
    found[row] = ((right[row] ?? 0) - rest) / (line[row] ?? 1);
  }
  return found;
}

const zeros = (length: number): number[] => Array.from({ length }, () => 0);
