/** How far two strings of sounds (sounds.ts) are from each other: alike sounds are cheap to swap, weak ones cheap to lose. */

const VOWELS = 'aeiouAEIOUWY@';
/** Vowels by where the tongue is: front to back, high to low; what is near is easily taken for another. */
const TONGUE: Readonly<Record<string, readonly [back: number, low: number]>> = {
  E: [0, 0], i: [0.15, 0.2], e: [0.2, 0.5], A: [0.15, 0.4], a: [0.4, 1], '@': [0.5, 0.5], I: [0.5, 0.8], u: [0.6, 0.7], W: [0.7, 0.8], o: [0.9, 0.7], O: [0.9, 0.4], Y: [0.8, 0.5], U: [1, 0],
};
/** Consonants: place from the lips to the throat, manner, voice. */
const MADE: Readonly<Record<string, readonly [place: number, manner: string, voice: number]>> = {
  p: [0, 'stop', 0], b: [0, 'stop', 1], m: [0, 'nose', 1], f: [1, 'hiss', 0], v: [1, 'hiss', 1], T: [2, 'hiss', 0], t: [3, 'stop', 0], d: [3, 'stop', 1], s: [3, 'hiss', 0], z: [3, 'hiss', 1],
  n: [3, 'nose', 1], l: [3, 'flow', 1], r: [4, 'flow', 1], S: [4, 'hiss', 0], Z: [4, 'hiss', 1], C: [4, 'both', 0], J: [4, 'both', 1], y: [4, 'flow', 1], k: [6, 'stop', 0], g: [6, 'stop', 1],
  N: [6, 'nose', 1], h: [7, 'hiss', 0], w: [0, 'flow', 1],
};
const VOWEL_LOST = 0.45;
const LOST: Readonly<Record<string, number>> = { '@': 0.3, h: 0.45, t: 0.6, d: 0.6, r: 0.6 };
const CONSONANT_LOST = 0.8;
const CODES = 128;

const lost = Float32Array.from({ length: CODES }, (_, code) => {
  const sound = String.fromCharCode(code);
  return LOST[sound] ?? (VOWELS.includes(sound) ? VOWEL_LOST : CONSONANT_LOST);
});
const swapped = Float32Array.from({ length: CODES * CODES }, (_, at) => swap(String.fromCharCode(Math.floor(at / CODES)), String.fromCharCode(at % CODES)));

function swap(a: string, b: string): number {
  if (a === b) return 0;
  const [x, y] = [TONGUE[a], TONGUE[b]];
  if (x && y) return 0.1 + 0.4 * Math.max(Math.abs(x[0] - y[0]), Math.abs(x[1] - y[1]));
  const [m, n] = [MADE[a], MADE[b]];
  if (!m || !n) return 1;
  // An affricate is a stop and a hiss.
  const manner = m[1] === n[1] ? 0 : m[1] === 'both' || n[1] === 'both' ? 0.3 : 0.5;
  return Math.min(1, 0.05 + 0.08 * Math.abs(m[0] - n[0]) + manner + (m[2] === n[2] ? 0 : 0.2));
}

/** 0 the same … 1 nothing alike, as a share of the longer one. */
export function soundDistance(a: string, b: string): number {
  if (a === b) return 0;
  const longer = Math.max(length(a), length(b));
  if (longer === 0) return 1;
  let row = new Float32Array(b.length + 1);
  let next = new Float32Array(b.length + 1);
  for (let j = 0; j < b.length; j++) row[j + 1] = (row[j] ?? 0) + lossOf(b, j);
  for (let i = 0; i < a.length; i++) {
    const dropped = lossOf(a, i);
    const from = (a.charCodeAt(i) % CODES) * CODES;
    next[0] = (row[0] ?? 0) + dropped;
    for (let j = 0; j < b.length; j++) {
      const replaced = (row[j] ?? 0) + (swapped[from + (b.charCodeAt(j) % CODES)] ?? 1);
      next[j + 1] = Math.min(replaced, (row[j + 1] ?? 0) + dropped, (next[j] ?? 0) + lossOf(b, j));
    }
    [row, next] = [next, row];
  }
  return Math.min(1, (row[b.length] ?? 0) / longer);
}

const lossOf = (sounds: string, at: number) => lost[sounds.charCodeAt(at) % CODES] ?? 1;

function length(sounds: string): number {
  let sum = 0;
  for (let i = 0; i < sounds.length; i++) sum += lossOf(sounds, i);
  return sum;
}
