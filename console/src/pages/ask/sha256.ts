/** FIPS 180-4 §4.2.2: the first 32 bits of the fractions of the cube roots of the first 64 primes. */
const ROUNDS = roundConstants();
const BEGIN = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];

function roundConstants(): Uint32Array {
  const primes: number[] = [];
  for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  return Uint32Array.from(primes, (prime) => Math.floor((Math.cbrt(prime) % 1) * 2 ** 32));
}

const right = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

/** The first 32 bits of SHA-256 of an ASCII text: all that the work on a form asks for, and without waiting as `crypto.subtle` does. */
export function firstBits(text: string): number {
  const length = text.length;
  const words = new Uint32Array((((length + 8) >> 6) + 1) * 16);
  for (let at = 0; at < length; at++) words[at >> 2] = (words[at >> 2] ?? 0) | (text.charCodeAt(at) << (24 - (at & 3) * 8));
  words[length >> 2] = (words[length >> 2] ?? 0) | (0x80 << (24 - (length & 3) * 8));
  words[words.length - 1] = length * 8;
  const state = Uint32Array.from(BEGIN);
  for (let at = 0; at < words.length; at += 16) block(state, words.subarray(at, at + 16));
  return state[0] ?? 0;
}

const W = new Uint32Array(64);

function block(state: Uint32Array, words: Uint32Array): void {
  W.set(words);
  for (let i = 16; i < 64; i++) {
    const [a, b] = [W[i - 15] ?? 0, W[i - 2] ?? 0];
    W[i] = (W[i - 16] ?? 0) + (right(a, 7) ^ right(a, 18) ^ (a >>> 3)) + (W[i - 7] ?? 0) + (right(b, 17) ^ right(b, 19) ^ (b >>> 10));
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let i = 0; i < 64; i++) {
    const one = (h + (right(e, 6) ^ right(e, 11) ^ right(e, 25)) + ((e & f) ^ (~e & g)) + (ROUNDS[i] ?? 0) + (W[i] ?? 0)) | 0;
    const two = ((right(a, 2) ^ right(a, 13) ^ right(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((value, i) => (state[i] = (state[i] ?? 0) + value));
}

/** An answer whose hash with the challenge begins with so many zero bits; breathes so that the page stays alive. */
export async function workOn(challenge: string, bits: number): Promise<string> {
  for (let n = 0; ; n++) {
    if (Math.clz32(firstBits(`${challenge}:${n}`)) >= bits) return String(n);
    if (n % 5_000 === 4_999) await new Promise((resolve) => setTimeout(resolve));
  }
}
