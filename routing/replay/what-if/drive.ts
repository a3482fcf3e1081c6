import type { AgentId, Millis } from '#core';
import { nextDeadline, route } from '../../machine/route.ts';
import type { AgentState, RoutingCommand, RoutingEvent, RoutingSettings } from '../../model.ts';
import { stateFrom } from '../machine-from.ts';
import { Agenda } from './agenda.ts';
import { Guesses } from './guesses.ts';
import { newcomers } from './newcomers.ts';
import type { Scenario, Stay } from './scenario.ts';

/** Of contacts that waited already when the record begins, in a variant: a few at midnight. */
const OF_BEFORE_ANSWER_MS = 5_000;
const OF_BEFORE_TALK_MS = 180_000;

/** Hears everything the machine is told and tells, in order. */
export type DayListener = (command: RoutingCommand, events: readonly RoutingEvent[], at: Millis) => void;

/**
 * Lets a day happen once more at the real machine, on a virtual clock: what came from outside comes again, what followed
 * from decisions (offers, answers, conversations, wrap-ups) follows from the new ones. `settings` = for the whole day instead
 * of those recorded. With nothing changed the same decisions come out.
 */
export function drive(scenario: Scenario, settings: RoutingSettings | undefined, heard: DayListener): void {
  new Drive(scenario, heard).run(settings);
}

class Drive {
  readonly #scenario: Scenario;
  readonly #heard: DayListener;
  readonly #guesses: Guesses;
  readonly #agenda = new Agenda();
  /** Stays that begin when another one does, or is answered. */
  readonly #followers = new Map<Stay, Stay[]>();
  /** The present stay of each contact. */
  readonly #stays = new Map<string, Stay>();
  readonly #offered = new Map<Stay, AgentId[]>();
  readonly #states = new Map<AgentId, AgentState>();
  readonly #lateReturns = new Map<AgentId, Millis | undefined>();
  #state;
  /** With other settings: contacts of before the record are answered by whoever has them now. */
  #variant = false;

  constructor(scenario: Scenario, heard: DayListener) {
    this.#scenario = scenario;
    this.#heard = heard;
    this.#guesses = new Guesses(scenario);
    this.#state = stateFrom(scenario);
  }

  run(settings: RoutingSettings | undefined): void {
    const { from, to, stays, events } = this.#scenario;
    this.#variant = settings !== undefined;
    if (settings) this.#agenda.add(from, () => this.#send(from, { type: 'settings', settings }));
    const outside = settings ? [...events.filter(({ command }) => command.type !== 'settings'), ...newcomers(this.#scenario, settings)] : events;
    const arrivals = stays.flatMap((stay) => {
      if (!('at' in stay.arrival)) return [];
      const { at } = stay.arrival;
      return [{ at, act: () => this.#arrive(stay, at) }];
    });
    for (const stay of stays) if ('after' in stay.arrival) this.#followers.set(stay.arrival.after, [...(this.#followers.get(stay.arrival.after) ?? []), stay]);
    const doings = outside.map(({ at, command }) => ({ at, act: () => this.#send(at, command) }));
    for (const { at, act } of [...doings, ...arrivals].sort((a, b) => a.at - b.at)) this.#agenda.add(at, act);
    for (;;) {
      const wake = nextDeadline(this.#state) ?? Number.POSITIVE_INFINITY;
      const next = Math.min(this.#agenda.nextAt, wake);
      if (next > to) break;
      if (this.#agenda.nextAt <= wake) this.#agenda.take()?.();
      else this.#send(wake, { type: 'tick' });
    }
    this.#send(to, { type: 'tick' });
  }

  #arrive(stay: Stay, at: Millis): void {
    const { request } = stay;
    this.#stays.set(request.id, stay);
    this.#send(at, { type: 'contact.enqueue', contact: request });
    const leaves = this.#guesses.leavesAfter(stay);
    if (leaves && request.only === undefined) this.#whileStanding(stay, at + leaves.ms, { type: 'contact.leave', contact: request.id, why: leaves.why });
    for (const { ms, command } of stay.changes) this.#whileStanding(stay, at + ms, command);
    this.#follow(stay, 'arrival', at);
  }

  /** Sent only if the stay has not ended by then. */
  #whileStanding(stay: Stay, at: Millis, command: RoutingCommand): void {
    this.#agenda.add(at, () => {
      if (this.#stays.get(stay.request.id) === stay && this.#state.contacts.has(stay.request.id)) this.#send(at, command);
    });
  }

  #follow(stay: Stay, since: 'arrival' | 'answer', at: Millis): void {
    for (const next of this.#followers.get(stay) ?? []) {
      if (!('after' in next.arrival) || next.arrival.since !== since) continue;
      const when = at + next.arrival.ms;
      this.#agenda.add(when, () => this.#arrive(next, when));
    }
  }

  #send(at: Millis, command: RoutingCommand): void {
    const turn = route(this.#state, command, at);
    this.#state = turn.state;
    this.#heard(command, turn.events, at);
    for (const event of turn.events) this.#event(event, at);
  }

  #event(event: RoutingEvent, at: Millis): void {
    switch (event.type) {
      case 'offer.made':
        return this.#ring(event, at);
      case 'contact.connected': {
        const stay = this.#stays.get(event.contact);
        if (stay) this.#talk(stay, event.agent, at);
        else if (this.#variant) this.#soon(at + OF_BEFORE_TALK_MS, { type: 'contact.ended', contact: event.contact, agent: event.agent });
        return;
      }
      case 'agent.state':
        return this.#agentState(event.agent, event.state, at);
      default:
    }
  }

  #ring({ offer, contact, agent }: Extract<RoutingEvent, { type: 'offer.made' }>, at: Millis): void {
    const stay = this.#stays.get(contact);
    if (!stay) return this.#variant ? this.#soon(at + OF_BEFORE_ANSWER_MS, { type: 'offer.answered', offer }) : undefined;
    const before = this.#offered.get(stay) ?? [];
    const { how, ms, backAfterMs } = this.#guesses.outcome(stay, agent, before.filter((one) => one === agent).length);
    this.#offered.set(stay, [...before, agent]);
    this.#lateReturns.set(agent, backAfterMs);
    const command = how === 'answered' ? { type: 'offer.answered' as const, offer } : how === 'no-answer' || how === 'withdrawn' ? undefined : { type: 'offer.failed' as const, offer, why: how };
    if (!command) return;
    this.#agenda.add(at + ms, () => {
      if (this.#state.offers.has(offer)) this.#send(at + ms, command);
    });
  }

  #soon(at: Millis, command: RoutingCommand): void {
    this.#agenda.add(at, () => this.#send(at, command));
  }

  #talk(stay: Stay, agent: AgentId, at: Millis): void {
    const { ms, afterwards } = this.#guesses.talk(stay, agent);
    this.#follow(stay, 'answer', at);
    for (const one of afterwards) {
      const when = one.since === 'answer' ? at + one.ms : at + ms + one.ms;
      this.#agenda.add(when, () => this.#send(when, { ...one.command, agent } as RoutingCommand));
    }
    this.#agenda.add(at + ms, () => this.#send(at + ms, { type: 'contact.ended', contact: stay.request.id, agent }));
  }

  /** Somebody who missed an offer comes back as late as after the recorded one. */
  #agentState(agent: AgentId, state: AgentState, at: Millis): void {
    this.#states.set(agent, state);
    const failed = state.kind === 'not-ready' && ['no-answer', 'rejected', 'busy', 'unreachable'].includes(state.reason);
    const back = this.#lateReturns.get(agent);
    if (!failed || back === undefined) return;
    this.#agenda.add(at + back, () => {
      if (this.#states.get(agent) === state) this.#send(at + back, { type: 'agent.ready', agent });
    });
  }
}
