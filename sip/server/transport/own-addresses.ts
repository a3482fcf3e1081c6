import { type Clock, localAddressFor } from '#core';

/** Addresses remembered at most; a scanner must not fill the memory. */
const LIMIT = 10_000;
/** Interfaces come and go: ask again after this many ms. */
const FRESH_MS = 30_000;

/** Tells which of our addresses a peer should use; asking the system is slow, so answers are remembered for a while. */
export class OwnAddresses {
  readonly #host: string;
  readonly #advertise: string | undefined;
  readonly #clock: Clock;
  readonly #known = new Map<string, string>();
  #since: number;

  constructor(host: string, advertise: string | undefined, clock: Clock) {
    this.#host = host;
    this.#advertise = advertise;
    this.#clock = clock;
    this.#since = clock.now();
  }

  /** True when we listen on every interface. */
  get everywhere(): boolean {
    return this.#host === '0.0.0.0' || this.#host === '' || this.#host === '::';
  }

  for(remote: string): string {
    if (!this.everywhere && this.#advertise === undefined) return this.#host;
    const now = this.#clock.now();
    if (now - this.#since > FRESH_MS || this.#known.size >= LIMIT) {
      this.#known.clear();
      this.#since = now;
    }
    let own = this.#known.get(remote);
    if (own === undefined) {
      own = localAddressFor(remote, this.#advertise);
      this.#known.set(remote, own);
    }
    return own;
  }

  /** The address to announce to applications: the advertised one, the bound one, or the first of the machine. */
  get announced(): string {
    if (this.#advertise !== undefined) return this.#advertise;
    return this.everywhere ? localAddressFor('203.0.113.1') : this.#host;
  }

  /** The address of the machine itself, without any advertising. */
  get local(): string {
    return this.everywhere ? localAddressFor('203.0.113.1') : this.#host;
  }
}
