import { randomBytes, randomFillSync, randomUUID } from 'node:crypto';

/** PORT. Randomness as a value: the machine's / a seeded one in tests. */
export interface Random {
  /** A random UUID v4. */
  uuid(): string;
  /** `bytes` random bytes as lower-case hexadecimal. */
  hex(bytes: number): string;
  /** An integer in [0, below). */
  int(below: number): number;
}

/** Random bytes at hand: asking the system for 4 KiB costs as much as asking for six. */
const STOCK_BYTES = 4_096;
const stock = Buffer.alloc(STOCK_BYTES);
let used = STOCK_BYTES;

/** Where in the stock `bytes` bytes lie that nobody had. */
function fresh(bytes: number): number {
  if (used + bytes > STOCK_BYTES) {
    randomFillSync(stock);
    used = 0;
  }
  used += bytes;
  return used - bytes;
}

/** What was given out is wiped, so that a later look at this memory tells no secret. */
function taken<T>(bytes: number, read: (at: number) => T): T {
  const at = fresh(bytes);
  const value = read(at);
  stock.fill(0, at, at + bytes);
  return value;
}

export const systemRandom: Random = {
  uuid: () => randomUUID(),
  hex: (bytes) => (bytes > STOCK_BYTES ? randomBytes(bytes).toString('hex') : taken(bytes, (at) => stock.toString('hex', at, at + bytes))),
  int: (below) => taken(6, (at) => stock.readUIntBE(at, 6)) % below,
};

/** A repeatable source for tests and simulations (mulberry32); not for secrets. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const hex = (bytes: number) =>
    Array.from({ length: bytes }, () => Math.floor(next() * 256).toString(16).padStart(2, '0')).join('');
  return {
    hex,
    int: (below) => Math.floor(next() * below),
    uuid() {
      const h = hex(16);
      return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-8${h.slice(17, 20)}-${h.slice(20, 32)}`;
    },
  };
}
