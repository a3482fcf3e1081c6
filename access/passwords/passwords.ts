import type { Random, Result } from '#core';
import type { HashingQueue } from './hashing-queue.ts';
import { type HashCost, hashPassword, isCheaper, passwordFits } from './password-hash.ts';
import { MOST } from './password-rules.ts';

export interface PasswordsOptions {
  readonly queue: HashingQueue;
  readonly cost: HashCost;
  readonly random: Random;
}

/** Passwords hashed and compared, a few at a time. Every method's fault is access.busy. */
export class Passwords {
  readonly #options: PasswordsOptions;
  /** Compared with when there is no such person, so that it takes as long. */
  #nobody: string | undefined;

  constructor(options: PasswordsOptions) {
    this.#options = options;
  }

  hash(password: string, origin: string): Promise<Result<string>> {
    const { queue, cost, random } = this.#options;
    return queue.run(origin, () => hashPassword(password, cost, random));
  }

  /** Whether the password is the stored one; takes the same time when nothing is stored. */
  fits(password: string, stored: string | undefined, origin: string): Promise<Result<boolean>> {
    const { queue, cost, random } = this.#options;
    const given = password.length > MOST * 2 ? '' : password;
    return queue.run(origin, async () => {
      this.#nobody ??= await hashPassword(random.hex(16), cost, random);
      const fits = await passwordFits(given, stored ?? this.#nobody);
      return stored !== undefined && given !== '' && fits;
    });
  }

  /** A new hash when the stored one is cheaper than those made now. */
  async renewed(password: string, stored: string, origin: string): Promise<string | undefined> {
    if (!isCheaper(stored, this.#options.cost)) return undefined;
    const hashed = await this.hash(password, origin);
    return hashed.ok ? hashed.value : undefined;
  }
}
