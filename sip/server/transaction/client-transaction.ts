import type { SipResponse } from '../message/message.ts';
import type { Flow } from '../transport/port.ts';
import { inviteClient, type InviteClientInput, type InviteClientState } from './invite-client.ts';
import type { Effect, Terms, TimerName, TimerValues } from './machine.ts';
import { nonInviteClient, type NonInviteClientInput, type NonInviteClientState } from './non-invite-client.ts';
import { NamedTimers, type TimerBank } from './timer-bank.ts';

/** What the owner of a client transaction wants to hear. */
export interface ClientTransactionUser {
  /** A response to be acted upon: never a repeated one, apart from 2xx to INVITE, which come as often as they come. */
  response(response: SipResponse, from: Flow): void;
  /** No final response will come: nobody answered in time, or the transport broke. */
  unanswered(why: 'timeout' | 'transport'): void;
  /** Builds the ACK for a final response that is no 2xx (RFC 3261 §17.1.1.3). */
  ackFor(response: SipResponse): string;
  ended(): void;
}

/** Runs one client machine (RFC 3261 §17.1) on a flow. */
export class ClientTransaction {
  readonly flow: Flow;
  readonly isInvite: boolean;
  #text: string;
  #state: InviteClientState | NonInviteClientState;
  #heard = false;
  #broken = false;
  #current: { response: SipResponse; from: Flow } | undefined;
  readonly #timers: NamedTimers<TimerName>;
  readonly #terms: Terms;
  readonly #user: ClientTransactionUser;
  readonly #unwatch: () => void;

  constructor(
    flow: Flow,
    isInvite: boolean,
    text: string,
    bank: TimerBank,
    values: TimerValues,
    user: ClientTransactionUser,
  ) {
    this.flow = flow;
    this.isInvite = isInvite;
    this.#text = text;
    this.#state = isInvite ? { name: 'calling', interval: values.t1 } : { name: 'trying', interval: values.t1 };
    this.#timers = new NamedTimers(bank);
    this.#terms = { ...values, reliable: flow.reliable };
    this.#user = user;
    this.#unwatch = flow.onBreak(() => this.fail());
  }

  /** True until a final response, a timeout or a transport error. */
  get isOpen(): boolean {
    return this.#state.name === 'calling' || this.#state.name === 'trying' || this.#state.name === 'proceeding';
  }

  /** True once any response came (RFC 3261 §9.1: only then may a CANCEL go out). */
  get heard(): boolean {
    return this.#heard;
  }

  begin(): void {
    this.#step({ is: 'begin' });
  }

  receive(response: SipResponse, from: Flow): void {
    this.#heard = true;
    this.#current = { response, from };
    this.#step({ is: 'response', status: response.status });
    this.#current = undefined;
  }

  /** The peer cannot be reached. */
  fail(): void {
    this.#broken = true;
    this.#step({ is: 'failed' });
  }

  /** Forgets everything at once, without telling anybody. */
  drop(): void {
    this.#timers.stopAll();
    this.#unwatch();
    this.#state = { name: 'ended' };
  }

  #step(input: InviteClientInput | NonInviteClientInput): void {
    const { state, effects } = this.isInvite
      ? inviteClient(this.#state as InviteClientState, input as InviteClientInput, this.#terms)
      : nonInviteClient(this.#state as NonInviteClientState, input as NonInviteClientInput, this.#terms);
    this.#state = state;
    for (const effect of effects) this.#carryOut(effect);
    // Only an open request is ever repeated.
    if (!this.isOpen) this.#text = '';
  }

  #carryOut(effect: Effect): void {
    switch (effect.do) {
      case 'send':
        return this.flow.send(this.#text, () => this.fail());
      case 'ack':
        if (this.#current) this.flow.send(this.#user.ackFor(this.#current.response));
        return;
      case 'pass':
        if (this.#current) this.#user.response(this.#current.response, this.#current.from);
        return;
      case 'start':
        return this.#timers.start(effect.timer, effect.after, () => {
          this.#step({ is: 'timer', timer: effect.timer } as InviteClientInput);
        });
      case 'stop':
        return this.#timers.stop(effect.timer);
      case 'timeout':
        return this.#user.unanswered(this.#broken ? 'transport' : 'timeout');
      case 'end':
        this.#timers.stopAll();
        this.#unwatch();
        return this.#user.ended();
    }
  }
}
