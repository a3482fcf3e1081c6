import type { CallId, EpochMillis, Millis } from '#core';
import type { CallFacts, Rang, Stay, StayEnd, Step, Talk } from '../model.ts';
import { Rings } from './rings.ts';

interface OpenStay {
  readonly queue: string;
  readonly since: EpochMillis;
}

interface OpenTalk {
  readonly queue: string;
  readonly agent: string;
  readonly since: EpochMillis;
  holdMs: Millis;
  heldSince: EpochMillis | undefined;
  transferred: boolean;
}

/** The waits and conversations of one call, from its steps in order; what goes on is told as of `now`. */
export function foldCall(call: CallId, steps: readonly Step[], now: EpochMillis): CallFacts {
  const fold = new CallFold(call);
  for (const step of steps) fold.hear(step);
  return fold.asOf(now);
}

class CallFold {
  readonly #call: CallId;
  readonly #stays = new Map<string, Stay>();
  readonly #talks: Talk[] = [];
  readonly #rings = new Rings();
  readonly #rang: Rang[] = [];
  #stay: OpenStay | undefined;
  #talk: OpenTalk | undefined;
  #queue = '';

  constructor(call: CallId) {
    this.#call = call;
  }

  hear(step: Step): void {
    const { type, at, data } = step;
    this.#rang.push(...this.#rings.hear(step));
    switch (type) {
      case 'queue.entered':
        return this.#entered(data, at);
      case 'queue.overflowed':
        this.#stayOver('overflowed', at);
        return this.#waitIn(String(data['to']), at);
      case 'queue.left':
        return this.#stayOver(data['why'] === 'abandoned' ? 'abandoned' : 'left', at);
      case 'agent.connected':
        this.#stayOver('answered', at);
        return this.#connected(String(data['agent']), at);
      case 'agent.left':
        return this.#talkOver(at, Number(data['talkSeconds'] ?? Number.NaN) * 1000);
      case 'call.held':
        if (this.#talk) this.#talk.heldSince ??= at;
        return;
      case 'call.resumed':
        return this.#resumed(at);
      case 'transfer.accepted':
        // The agent may have left already: phones that let go on 202 do.
        return this.#transferred();
      case 'call.ended':
        this.#stayOver('lost', at);
        return this.#talkOver(at, Number.NaN);
    }
  }

  asOf(now: EpochMillis): CallFacts {
    const stays = [...this.#stays.values()];
    if (this.#stay && !this.#stays.has(this.#stay.queue)) stays.push(this.#stayOf(this.#stay, 'open', now));
    const talks = this.#talk ? [...this.#talks, this.#talkOf(this.#talk, undefined, now - this.#talk.since, now)] : this.#talks;
    return { stays, talks, rang: this.#rang };
  }

  #entered(data: Step['data'], at: EpochMillis): void {
    const queue = String(data['queue']);
    this.#queue = queue;
    // A wait for one agent in a transfer is in no queue; who lost an agent before the first word waits on.
    if (data['only'] !== undefined || this.#stay?.queue === queue) return;
    this.#stayOver('left', at);
    this.#waitIn(queue, at);
  }

  #waitIn(queue: string, at: EpochMillis): void {
    this.#queue = queue;
    this.#stay = { queue, since: at };
  }

  #stayOver(end: StayEnd, at: EpochMillis): void {
    const stay = this.#stay;
    this.#stay = undefined;
    if (stay && !this.#stays.has(stay.queue)) this.#stays.set(stay.queue, this.#stayOf(stay, end, at));
  }

  #stayOf({ queue, since }: OpenStay, end: StayEnd, at: EpochMillis): Stay {
    return { call: this.#call, queue, since, end, waitMs: Math.max(0, at - since) };
  }

  #connected(agent: string, at: EpochMillis): void {
    this.#talkOver(at, Number.NaN);
    this.#talk = { queue: this.#queue, agent, since: at, holdMs: 0, heldSince: undefined, transferred: false };
  }

  #resumed(at: EpochMillis): void {
    const talk = this.#talk;
    if (talk?.heldSince === undefined) return;
    talk.holdMs += Math.max(0, at - talk.heldSince);
    talk.heldSince = undefined;
  }

  #transferred(): void {
    if (this.#talk) {
      this.#talk.transferred = true;
      return;
    }
    const last = this.#talks.pop();
    if (last) this.#talks.push({ ...last, transferred: true });
  }

  /** `ms`: what was written down; NaN where a crash left nothing. */
  #talkOver(at: EpochMillis, ms: Millis): void {
    const talk = this.#talk;
    if (!talk) return;
    this.#resumed(at);
    this.#talk = undefined;
    this.#talks.push(this.#talkOf(talk, at, Number.isFinite(ms) ? ms : at - talk.since, at));
  }

  #talkOf({ queue, agent, since, holdMs, heldSince, transferred }: OpenTalk, until: EpochMillis | undefined, ms: Millis, now: EpochMillis): Talk {
    const held = holdMs + (heldSince === undefined ? 0 : Math.max(0, now - heldSince));
    const talkMs = Math.max(0, ms);
    return { call: this.#call, queue, agent, since, until, talkMs, holdMs: Math.min(held, talkMs), transferred };
  }
}
