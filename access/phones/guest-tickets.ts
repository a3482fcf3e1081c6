import { type Clock, Fault, type Millis, type Random, failed, ok } from '#core';
import { addressGroup } from '../address-group.ts';
import type { Attempt, GuestTicket, Guests } from '../port.ts';
import { BoundedMap } from '../sign-in/bounded-map.ts';
import { type Bucket, takeToken } from '../sign-in/token-bucket.ts';

/** From the click to the open WebSocket. */
const LIFE_MS: Millis = 60_000;
const HOUR_MS: Millis = 3_600_000;
/** Addresses remembered; a few MB. */
const REMEMBERED = 20_000;
/** Tickets given and not used yet; more in one minute is no honest crowd. */
const MOST_TICKETS = 1_000;

export interface GuestTicketsOptions {
  /** Undefined: no calls from the web. */
  readonly perAddressPerHour: number | undefined;
  readonly clock: Clock;
  readonly random: Random;
}

/** Tickets for visitors' phones, in memory. */
export class GuestTickets implements Guests {
  readonly #options: GuestTicketsOptions;
  readonly #buckets = new BoundedMap<Bucket>(REMEMBERED);
  readonly #tickets = new Map<string, { readonly account: string; readonly until: Millis }>();

  constructor(options: GuestTicketsOptions) {
    this.#options = options;
  }

  give(address: string): Attempt<GuestTicket> {
    const { perAddressPerHour, clock, random } = this.#options;
    if (perAddressPerHour === undefined) return failed(new Fault('access.no-guests', 'Calls from the web are switched off (web.callUs).'));
    const now = clock.now();
    const group = addressGroup(address);
    const decided = takeToken(this.#buckets.get(group), { capacity: perAddressPerHour, refillMs: HOUR_MS }, now);
    this.#buckets.set(group, decided.state);
    if (!decided.taken) return refused(decided.waitMs);
    this.#forgetOld(now);
    if (this.#tickets.size >= MOST_TICKETS) return refused(LIFE_MS);
    const ticket = random.hex(24);
    const account = `guest-${random.hex(6)}`;
    this.#tickets.set(ticket, { account, until: now + LIFE_MS });
    return ok({ ticket, account, expiresAt: clock.wall() + LIFE_MS });
  }

  take(ticket: string): { readonly account: string } | undefined {
    const found = this.#tickets.get(ticket);
    this.#tickets.delete(ticket);
    return found && this.#options.clock.now() < found.until ? { account: found.account } : undefined;
  }

  /** Tickets stand in the order of their making. */
  #forgetOld(now: Millis): void {
    for (const [ticket, { until }] of this.#tickets) {
      if (now < until) return;
      this.#tickets.delete(ticket);
    }
  }
}

const refused = (waitMs: Millis) => ({
  ...failed(new Fault('access.too-many-guests', 'Too many calls from this network. Try again later, or call by telephone.', { retryable: true })),
  retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)),
});
