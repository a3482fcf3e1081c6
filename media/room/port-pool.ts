/** The even RTP ports of a range; those given back are used again last (late packets of a dead call find nobody). */
export class PortPool {
  #free: number[] = [];
  readonly #taken = new Set<number>();

  /** Ports `from` to `to`, both included; each leg takes an even one and the odd one above it. */
  constructor(range: { readonly from: number; readonly to: number }) {
    for (let port = range.from + (range.from % 2); port + 1 <= range.to; port += 2) this.#free.push(port);
  }

  get free(): number {
    return this.#free.length;
  }

  take(): number | undefined {
    const port = this.#free.shift();
    if (port !== undefined) this.#taken.add(port);
    return port;
  }

  giveBack(port: number): void {
    this.#taken.delete(port);
    this.#free.push(port);
  }

  /** Whether this port, or the even one below it, was taken and not given back. */
  isTaken(port: number): boolean {
    return this.#taken.has(port - (port % 2));
  }
}
