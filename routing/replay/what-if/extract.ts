import type { AgentId, Millis } from '#core';
import type { AgentState, ContactRequest, RoutingCommand, RoutingEvent, RoutingSettings } from '../../model.ts';
import type { DayPart } from '../day/day-line.ts';
import { beginningOf, machineFrom } from '../machine-from.ts';
import type { Manners, OfferOutcome, Scenario, Stay } from './scenario.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
interface OpenStay {
  readonly stay: Mutable<Stay> & { changes: { ms: Millis; command: RoutingCommand }[]; offers: Mutable<OfferOutcome>[] };
  readonly at: Millis;
  answeredAt?: Millis;
  endedAt?: Millis;
  talk?: { agent: AgentId; ms: Millis; afterwards: { since: 'answer' | 'end'; ms: Millis; command: RoutingCommand }[] };
}
interface OpenOffer {
  readonly outcome: Mutable<OfferOutcome>;
  readonly at: Millis;
}

/** Reasons that the machine gives by itself: coming back from them depends on the offer that failed. */
const FAILURES: readonly string[] = ['no-answer', 'rejected', 'busy', 'unreachable'];

/** Takes from the record of a day what came from outside; the machine decides it again to tell which is which. */
export function extract({ start, entries }: DayPart): Scenario {
  const decide = machineFrom(start);
  const extraction = new Extraction(beginningOf(start));
  for (const entry of entries) extraction.take(entry.command, decide(entry), entry.at);
  const scenario = extraction.scenario(entries[0]?.at ?? start.at, entries.at(-1)?.at ?? start.at);
  return start.snapshot === undefined ? scenario : { ...scenario, snapshot: start.snapshot };
}

class Extraction {
  readonly #stays: OpenStay[] = [];
  /** The latest stay of each contact. */
  readonly #latest = new Map<string, OpenStay>();
  readonly #offers = new Map<string, OpenOffer>();
  readonly #states: Map<AgentId, AgentState>;
  /** The latest conversation of each contact with each agent. */
  readonly #talks = new Map<string, OpenStay>();
  /** The conversation an agent has, or had last. */
  readonly #lastTalk = new Map<AgentId, OpenStay>();
  readonly #missed = new Map<AgentId, { outcome: Mutable<OfferOutcome>; at: Millis }>();
  /** Background channels, and their contacts. */
  #background: ReadonlySet<string>;
  readonly #aside = new Set<string>();
  readonly #events: { at: Millis; command: RoutingCommand }[] = [];

  constructor({ states, settings }: Pick<ReturnType<typeof beginningOf>, 'states' | 'settings'>) {
    this.#states = new Map(states);
    this.#background = backgroundOf(settings.channels);
  }

  take(command: RoutingCommand, events: readonly RoutingEvent[], at: Millis): void {
    if (this.#isAside(command)) return;
    this.#command(command, events, at);
    for (const event of events) this.#event(event, at);
  }

  /** Background work (tickets) takes nobody from calls unless told to: a day is tried again without it. */
  #isAside(command: RoutingCommand): boolean {
    switch (command.type) {
      case 'settings':
        this.#background = backgroundOf(command.settings.channels);
        return false;
      case 'contact.enqueue': {
        const { id, channel } = command.contact;
        if (channel === undefined || !this.#background.has(channel)) return false;
        this.#aside.add(id);
        return true;
      }
      case 'contact.change':
      case 'contact.leave':
        return this.#aside.has(command.contact);
      case 'offer.failed':
      case 'offer.answered':
        return this.#aside.has(command.offer.slice(0, command.offer.lastIndexOf('.')));
      case 'agent.holds':
      case 'agent.lets-go':
        return true;
      default:
        return false;
    }
  }

  scenario(from: Millis, to: Millis): Scenario {
    for (const open of this.#stays) {
      if (open.stay.wait.end === 'open') open.stay.wait = { ms: to - open.at, end: 'open' };
      if (open.talk) {
        // Still talking when the record ends: for longer than it tells.
        if (open.endedAt === undefined) open.talk.ms = to - (open.answeredAt ?? to) + 1;
        open.stay.talk = open.talk;
      }
    }
    const stays = this.#stays.map((open) => open.stay);
    return { from, to, stays, events: this.#events, manners: mannersOf(stays) };
  }

  #command(command: RoutingCommand, events: readonly RoutingEvent[], at: Millis): void {
    switch (command.type) {
      case 'settings':
        return this.#asItWas(command, at);
      case 'contact.enqueue':
        return this.#arrive(command.contact, events, at);
      case 'contact.change': {
        const open = this.#latest.get(command.contact);
        if (!open) return this.#asItWas(command, at);
        open.stay.changes.push({ ms: at - open.at, command });
        return;
      }
      case 'contact.leave': {
        const open = this.#latest.get(command.contact);
        if (!open) return this.#asItWas(command, at);
        if (open.stay.wait.end === 'open') open.stay.wait = { ms: at - open.at, end: command.why };
        return;
      }
      case 'offer.failed':
        if (!this.#offers.has(command.offer)) return this.#asItWas(command, at);
        return this.#close(command.offer, command.why, at);
      case 'offer.answered':
        return this.#offers.has(command.offer) ? undefined : this.#asItWas(command, at);
      case 'contact.ended':
        return this.#ended(command, at);
      case 'agent.ready':
      case 'wrap-up.owed':
      case 'wrap-up.extend':
      case 'wrap-up.finish':
        return this.#afterwards(command, at);
      case 'agent.online':
      case 'agent.offline':
      case 'agent.not-ready':
      case 'node.lost':
        return this.#asItWas(command, at);
      case 'agent.holds':
      case 'agent.lets-go':
      case 'tick':
        return;
    }
  }

  /** From outside, or about something of before the record: it comes again at its instant. */
  #asItWas(command: RoutingCommand, at: Millis): void {
    this.#events.push({ at, command });
  }

  #arrive(request: ContactRequest, events: readonly RoutingEvent[], at: Millis): void {
    if (events[0]?.type === 'ignored') return;
    const before = this.#latest.get(request.id);
    const arrival = before
      ? { after: before.stay, since: before.answeredAt === undefined ? ('arrival' as const) : ('answer' as const), ms: at - (before.answeredAt ?? before.at) }
      : { at };
    const stay: OpenStay['stay'] = { request, arrival, wait: { ms: 0, end: 'open' }, changes: [], offers: [] };
    const open: OpenStay = { stay, at };
    this.#stays.push(open);
    this.#latest.set(request.id, open);
  }

  #ended(command: Extract<RoutingCommand, { type: 'contact.ended' }>, at: Millis): void {
    const open = this.#talks.get(`${command.contact} ${command.agent}`);
    if (!open?.talk || open.endedAt !== undefined) return this.#asItWas(command, at);
    open.endedAt = at;
    open.talk.ms = at - (open.answeredAt ?? at);
  }

  /** What an agent asks for during or after a conversation belongs to it; coming back after a missed offer to that offer. */
  #afterwards(command: Extract<RoutingCommand, { readonly agent: AgentId }>, at: Millis): void {
    const state = this.#states.get(command.agent);
    const open = this.#lastTalk.get(command.agent);
    if (command.type === 'agent.ready' && state?.kind === 'not-ready' && FAILURES.includes(state.reason)) {
      const missed = this.#missed.get(command.agent);
      if (missed) missed.outcome.backAfterMs = at - missed.at;
      return;
    }
    const afterWork = command.type !== 'agent.ready' || state?.kind === 'wrap-up';
    if (!afterWork || !open?.talk) return this.#asItWas(command, at);
    const since = open.endedAt === undefined ? 'answer' : 'end';
    open.talk.afterwards.push({ since, ms: at - (open.endedAt ?? open.answeredAt ?? at), command });
  }

  #event(event: RoutingEvent, at: Millis): void {
    switch (event.type) {
      case 'agent.state':
        this.#states.set(event.agent, event.state);
        return;
      case 'offer.made': {
        const open = this.#latest.get(event.contact);
        if (!open) return;
        const outcome: Mutable<OfferOutcome> = { agent: event.agent, ms: 0, how: 'withdrawn' };
        open.stay.offers.push(outcome);
        this.#offers.set(event.offer, { outcome, at });
        return;
      }
      case 'offer.withdrawn':
        return this.#close(event.offer, event.why === 'no-answer' ? 'no-answer' : 'withdrawn', at);
      case 'contact.connected': {
        const open = this.#latest.get(event.contact);
        if (!open) return;
        for (const [id, offer] of this.#offers) {
          if (open.stay.offers.includes(offer.outcome)) this.#close(id, offer.outcome.agent === event.agent ? 'answered' : 'withdrawn', at);
        }
        open.answeredAt = at;
        open.stay.wait = { ms: at - open.at, end: 'answered' };
        open.talk = { agent: event.agent, ms: 0, afterwards: [] };
        this.#lastTalk.set(event.agent, open);
        this.#talks.set(`${event.contact} ${event.agent}`, open);
        return;
      }
      case 'contact.left':
      case 'contact.failed': {
        const open = this.#latest.get(event.contact);
        if (open?.stay.wait.end === 'open') open.stay.wait = { ms: at - open.at, end: 'other' };
        return;
      }
      default:
    }
  }

  #close(id: string, how: OfferOutcome['how'], at: Millis): void {
    const offer = this.#offers.get(id);
    if (!offer) return;
    this.#offers.delete(id);
    offer.outcome.ms = at - offer.at;
    offer.outcome.how = how;
    if (how !== 'answered' && how !== 'withdrawn') this.#missed.set(offer.outcome.agent, { outcome: offer.outcome, at });
  }
}

const backgroundOf = (channels: RoutingSettings['channels'] = []): ReadonlySet<string> => new Set(channels.filter(({ background }) => background).map(({ id }) => id));

function mannersOf(stays: readonly Stay[]): ReadonlyMap<AgentId, Manners> {
  const all = new Map<AgentId, { outcomes: OfferOutcome[]; talks: Millis[] }>();
  const of = (agent: AgentId) => {
    const known = all.get(agent);
    if (known) return known;
    const fresh = { outcomes: [], talks: [] };
    all.set(agent, fresh);
    return fresh;
  };
  for (const stay of stays) {
    for (const one of stay.offers) if (one.how !== 'withdrawn') of(one.agent).outcomes.push(one);
    if (stay.talk) of(stay.talk.agent).talks.push(stay.talk.ms);
  }
  const mean = (values: readonly number[]) => (values.length === 0 ? undefined : values.reduce((sum, one) => sum + one, 0) / values.length);
  return new Map([...all].map(([agent, { outcomes, talks }]) => [agent, { outcomes, meanTalkMs: mean(talks) }]));
}
