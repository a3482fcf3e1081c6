/** Connections at a time, in all and from one address. */
export interface SeatLimits {
  readonly connections: number;
  readonly connectionsPerSource: number;
}

/** Counts connections by source address, so that one of them cannot take every place. */
export class Seats {
  readonly #limits: SeatLimits;
  readonly #perSource = new Map<string, number>();
  #taken = 0;

  constructor(limits: SeatLimits) {
    this.#limits = limits;
  }

  /** The way to give the seat back, harmless when done twice; `undefined` when there is none. */
  take(source: string): (() => void) | undefined {
    const mine = this.#perSource.get(source) ?? 0;
    if (this.#taken >= this.#limits.connections || mine >= this.#limits.connectionsPerSource) return undefined;
    this.#taken += 1;
    this.#perSource.set(source, mine + 1);
    let left = false;
    return () => {
      if (!left) this.#leave(source);
      left = true;
    };
  }

  #leave(source: string): void {
    this.#taken -= 1;
    const rest = (this.#perSource.get(source) ?? 1) - 1;
    if (rest > 0) this.#perSource.set(source, rest);
    else this.#perSource.delete(source);
  }
}
