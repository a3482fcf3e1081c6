import type { Flow } from '../transport/port.ts';
import { inviteServer, type InviteServerInput, type InviteServerState } from './invite-server.ts';
import type { Effect, Terms, TimerName, TimerValues } from './machine.ts';
import { nonInviteServer, type NonInviteServerInput, type NonInviteServerState } from './non-invite-server.ts';
import { NamedTimers, type TimerBank } from './timer-bank.ts';

/** What the owner of a server transaction wants to hear. */
export interface ServerTransactionUser {
  /** No ACK came for a final response that is no 2xx. */
  unacknowledged?(): void;
  ended(): void;
}

/** Runs one server machine (RFC 3261 §17.2) on a flow: keeps the last response and its timers. */
export class ServerTransaction {
  readonly flow: Flow;
  readonly isInvite: boolean;
  #state: InviteServerState | NonInviteServerState;
  #last = '';
  #lastStatus = 0;
  #lastAt = 0;
  readonly #timers: NamedTimers<TimerName>;
  readonly #terms: Terms;
  readonly #user: ServerTransactionUser;

  constructor(flow: Flow, isInvite: boolean, bank: TimerBank, values: TimerValues, user: ServerTransactionUser) {
    this.flow = flow;
    this.isInvite = isInvite;
    this.#state = isInvite ? { name: 'proceeding' } : { name: 'trying' };
    this.#timers = new NamedTimers(bank);
    this.#terms = { ...values, reliable: flow.reliable };
    this.#user = user;
  }

  /** Status of the last response sent, 0 before the first. */
  get status(): number {
    return this.#lastStatus;
  }

  get isFinal(): boolean {
    return this.#lastStatus >= 200;
  }

  /** Size of the response kept for copies of the request. */
  get bytes(): number {
    return this.#last.length;
  }

  /** Sends a response; a second final one is swallowed by the machine. */
  respond(status: number, text: string, now: number, slowly = false): void {
    if (this.isFinal) return;
    this.#last = text;
    this.#lastStatus = status;
    this.#lastAt = now;
    this.#step({ is: 'respond', status, slowly });
  }

  /** The same request again. A copy of an INVITE that comes right behind its 100 is no sign of a lost 100: ignored. */
  retransmitted(now: number): void {
    if (this.#last === '') return;
    if (this.#lastStatus === 100 && now - this.#lastAt < this.#terms.t1 / 2) return;
    this.#step({ is: 'request' });
  }

  /** An ACK with this transaction's branch; false when it is the dialog's business (2xx). */
  acknowledged(): boolean {
    if (this.#state.name === 'accepted') return false;
    this.#step({ is: 'ack' });
    return true;
  }

  /** Forgets everything at once (server closing). */
  drop(): void {
    this.#timers.stopAll();
    this.#state = { name: 'ended' };
  }

  #step(input: InviteServerInput | NonInviteServerInput): void {
    const { state, effects } = this.isInvite
      ? inviteServer(this.#state as InviteServerState, input as InviteServerInput, this.#terms)
      : nonInviteServer(this.#state as NonInviteServerState, input as NonInviteServerInput, this.#terms);
    this.#state = state;
    for (const effect of effects) this.#carryOut(effect);
    // RFC 6026 §7.1: from here on the dialog repeats the 2xx.
    if (state.name === 'accepted') this.#last = '';
  }

  #carryOut(effect: Effect): void {
    switch (effect.do) {
      case 'send':
        return this.flow.send(this.#last);
      case 'start':
        return this.#timers.start(effect.timer, effect.after, () => {
          this.#step({ is: 'timer', timer: effect.timer } as InviteServerInput);
        });
      case 'stop':
        return this.#timers.stop(effect.timer);
      case 'timeout':
        return this.#user.unacknowledged?.();
      case 'end':
        this.#timers.stopAll();
        this.#last = '';
        return this.#user.ended();
      case 'ack':
      case 'pass':
        return;
    }
  }
}
