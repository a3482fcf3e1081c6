import { type Clock, Fault, type Millis, type Random, type Result, failed, ok } from '#core';
import type { Person } from '#contract';
import type { SoftphoneCredentials, Softphones } from '../port.ts';

/** Pages fetch new ones before this. */
const USUAL_LIFE_MS: Millis = 60 * 60_000;

export interface SoftphonesOptions {
  readonly lifeMs?: Millis;
  readonly extensionOf: (agent: string) => string | undefined;
  readonly clock: Clock;
  readonly random: Random;
}

/** Digest credentials that live for an hour or as configured, in memory; digest needs the password itself. */
export class ShortLivedSoftphones implements Softphones {
  readonly #options: SoftphonesOptions;
  readonly #byPerson = new Map<string, SoftphoneCredentials>();

  constructor(options: SoftphonesOptions) {
    this.#options = options;
  }

  give(person: Person): Result<SoftphoneCredentials> {
    const { extensionOf, clock, random, lifeMs = USUAL_LIFE_MS } = this.#options;
    const user = person.agent === undefined ? undefined : extensionOf(person.agent);
    if (user === undefined) return failed(new Fault('access.no-phone', 'This account belongs to no agent with an extension. An administrator can assign one.'));
    const given = { user, login: `${user}-${random.hex(6)}`, password: random.hex(24), expiresAt: clock.wall() + lifeMs };
    this.#byPerson.set(person.id, given);
    return ok(given);
  }

  accounts(): readonly SoftphoneCredentials[] {
    const now = this.#options.clock.wall();
    for (const [person, { expiresAt }] of this.#byPerson) if (expiresAt <= now) this.#byPerson.delete(person);
    return [...this.#byPerson.values()];
  }

  /** Makes the person's credentials void. */
  revoke(person: string): void {
    this.#byPerson.delete(person);
  }
}
