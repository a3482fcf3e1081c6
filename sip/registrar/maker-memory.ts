/** Phones and pages remembered per account; more than an account has in a day of reloads would only cost memory. */
const MOST_MAKERS = 20;

/** Remembers which phones and pages an account had, so that one that comes back is not taken for a new one. */
export class MakerMemory {
  readonly #makers = new Map<string, readonly string[]>();

  /** True when one of them was never met. */
  meet(account: string, makers: readonly string[]): boolean {
    const known = this.#makers.get(account) ?? [];
    const isNew = makers.some((maker) => !known.includes(maker));
    if (makers.length > 0) this.#makers.set(account, [...new Set([...makers, ...known])].slice(0, MOST_MAKERS));
    return isNew;
  }
}
