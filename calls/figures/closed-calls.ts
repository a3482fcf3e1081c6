import type { CallId } from '#core';
import type { Store, TimelineEvent } from '#store';
import type { House } from '../house.ts';

/** A call of before the start, that people still write about. */
export interface ClosedCall {
  readonly id: CallId;
  readonly from: string;
  readonly events: readonly TimelineEvent[];
  /** Adds one fact to its timeline. */
  record(type: string, data: Record<string, unknown>): void;
}

/** Calls of before the start: whoever writes about one gets the same, so that no two steps have one number. */
export class ClosedCalls {
  readonly #house: Pick<House, 'clock' | 'live'> & { readonly store: Pick<Store, 'call' | 'append'> };
  readonly #opened = new Map<CallId, ClosedCall>();

  constructor(house: House) {
    this.#house = house;
  }

  /** Undefined when there is no such call. Rejects when the database is away. */
  async open(id: CallId): Promise<ClosedCall | undefined> {
    const { store, clock, live } = this.#house;
    const found = this.#opened.has(id) ? undefined : await store.call(id);
    if (found && !this.#opened.has(id)) {
      let seq = (found.events.at(-1)?.seq ?? -1) + 1;
      const record = (type: string, data: Record<string, unknown>) => {
        const event = { callId: id, seq: seq++, at: clock.wall(), type, data };
        store.append(event);
        live({ type: 'event', event });
      };
      this.#opened.set(id, { id, from: found.summary.from, events: found.events, record });
    }
    return this.#opened.get(id);
  }
}
