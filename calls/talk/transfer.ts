import { Emitter, Fault, type Result, Scope, failed, ok } from '#core';
import type { ContactRequest } from '#routing';
import type { Referral } from '#sip';
import type { Call, Line } from '../call.ts';
import type { AgentLine } from '../queue/offer-phone.ts';
import { waitForAgent } from '../queue/wait-for-agent.ts';

/** What became of a blind transfer (RFC 5589 §6.1). */
export type TransferResult =
  /** The caller waits in another queue; the agent is free. */
  | { readonly kind: 'queue'; readonly request: Omit<ContactRequest, 'id'> }
  /** Another agent has answered. */
  | { readonly kind: 'agent'; readonly line: AgentLine; readonly queue: string }
  /** Nobody answered and the first agent has already gone: back to the queue. */
  | { readonly kind: 'orphan' }
  /** Nobody answered; the first agent has the caller again. */
  | { readonly kind: 'failed' };

type Target =
  | { readonly kind: 'agent'; readonly id: string }
  | { readonly kind: 'queue'; readonly id: string };

/** Somebody who was already served goes before others of the same rank. */
const TRANSFER_BONUS = 5;

/** A phone that hangs up so soon after the news of a failed transfer did so by itself: the caller is not to pay for it. */
const HANGS_UP_ON_FAILURE_MS = 1_000;

/** The REFERs of one agent in one conversation; one transfer at a time. */
export class TransferDesk {
  readonly done = new Emitter<TransferResult>();
  /** On while the caller hears music because of a transfer. */
  readonly paused = new Emitter<boolean>();
  readonly #call: Call;
  readonly #agent: AgentLine;
  readonly #queue: string;
  readonly #scope: Scope;
  #active = false;
  #agentGone = false;
  #failedAt = -Infinity;
  #line: Line;
  #target = '';
  #failure: { readonly target: string; readonly why: string } | undefined;

  constructor(call: Call, agent: AgentLine, queue: string, scope: Scope) {
    this.#call = call;
    this.#agent = agent;
    this.#line = agent;
    this.#queue = queue;
    this.#scope = scope;
    call.caller?.leg.referred.on((referral) => referral.refuse(603, 'Declined'), scope);
  }

  get active(): boolean {
    return this.#active;
  }

  /** Hears the REFERs of this line of the agent while the scope lasts. */
  hear(line: Line, scope: Scope): void {
    this.#line = line;
    line.leg.referred.on((referral) => this.#refer(referral), scope);
  }

  /** A transfer ordered at the desktop: as by REFER, but nobody waits for a NOTIFY. Faults: calls.transfer-pending, calls.no-such-target. */
  order(target: string): Result<void> {
    if (this.#active) return failed(new Fault('calls.transfer-pending', 'A transfer of this call is under way; wait for its end.'));
    if (!this.#targetOf(target)) return failed(new Fault('calls.no-such-target', `No agent and no queue is called "${target}"; GET /api/desk/targets lists them.`));
    this.#refer({ target, accept() {}, refuse() {}, notify() {} });
    return ok(undefined);
  }

  /** To whom a transfer is under way. */
  get target(): string | undefined {
    return this.#active ? this.#target : undefined;
  }

  /** What came of the last transfer, when that failed. */
  get failure(): { readonly target: string; readonly why: string } | undefined {
    return this.#failure;
  }

  /** A transfer failed a moment ago; some phones then hang up by themselves. */
  get justFailed(): boolean {
    return this.#call.house.clock.now() - this.#failedAt < HANGS_UP_ON_FAILURE_MS;
  }

  /** The agent hung up before the transfer was decided; usual for phones that let go on 202. */
  agentLeft(): void {
    this.#agentGone = true;
    this.#agent.scope.end('agent left during a transfer');
  }

  #refer(referral: Referral): void {
    const target = this.#targetOf(referral.target);
    if (this.#active) return referral.refuse(491, 'Request Pending');
    if (!target) {
      // Told by NOTIFY: a 404 to the REFER itself would end the dialog (RFC 5057 §5.1).
      referral.accept();
      this.#call.record('transfer.failed', { target: referral.target, why: 'no agent and no queue has this number' });
      return this.#fail(referral, 404, 'Not Found');
    }
    this.#active = true;
    this.#target = target.id;
    this.#failure = undefined;
    this.#call.record('transfer.requested', { by: this.#agent.agent, target: target.id, kind: target.kind });
    referral.accept();
    if (target.kind === 'queue') this.#toQueue(referral, target.id);
    else void this.#toAgent(referral, target.id);
  }

  #targetOf(name: string): Target | undefined {
    const { agents, queues } = this.#call.house.settings;
    for (const agent of agents.values()) {
      if (agent.id === name || agent.extension === name) return { kind: 'agent', id: agent.id };
    }
    for (const queue of queues.values()) {
      if (queue.id === name || queue.number === name) return { kind: 'queue', id: queue.id };
    }
    return undefined;
  }

  /** A queue always takes the caller: success at once, and the language stays a needed skill. */
  #toQueue(referral: Referral, queue: string): void {
    this.#pause();
    referral.notify(200, 'OK');
    this.#call.record('transfer.accepted', { target: queue });
    const { except, ...request } = this.#request(queue);
    this.done.emit({ kind: 'queue', request: { ...request, ...(this.#othersServe(queue) ? { except } : {}) } });
  }

  /** Who transferred the caller away gets the caller again only when nobody else is there. */
  #othersServe(queue: string): boolean {
    const { settings, desk } = this.#call.house;
    return [...settings.agents.values()].some(({ id, queues = [] }) => id !== this.#agent.agent && queues.includes(queue) && desk.agentState(id).kind !== 'offline');
  }

  /** An agent is asked first; until that one answers, the first agent can still get the caller back. */
  async #toAgent(referral: Referral, agent: string): Promise<void> {
    this.#pause();
    const wait = await waitForAgent(this.#call, { ...this.#request(this.#queue), needs: [], only: agent });
    if (!wait || this.#scope.ended) return;
    if (wait.kind === 'agent') {
      referral.notify(200, 'OK');
      this.#call.record('transfer.accepted', { target: agent });
      return this.done.emit({ kind: 'agent', line: wait.line, queue: this.#queue });
    }
    this.#fail(referral, 480, 'Temporarily Unavailable');
    this.#failure = { target: agent, why: wait.kind === 'nobody' ? wait.why : wait.kind };
    this.#call.record('transfer.failed', { ...this.#failure });
    this.#active = false;
    this.paused.emit(false);
    this.done.emit({ kind: this.#agentGone ? 'orphan' : 'failed' });
  }

  #fail(referral: Referral, code: number, reason: string): void {
    this.#failedAt = this.#call.house.clock.now();
    referral.notify(code, reason);
  }

  /** The caller hears music and no longer the agent. */
  #pause(): void {
    const { caller, house } = this.#call;
    if (caller) house.media.unbridge(caller.media, this.#line.media);
    caller?.media.music('music');
    this.paused.emit(true);
  }

  #request(queue: string): Omit<ContactRequest, 'id'> {
    const { languages } = this.#call.house.settings;
    const needs = languages.includes(this.#call.language) ? [{ skill: this.#call.language, level: 1 }] : [];
    return { queue, needs, priority: this.#call.priority + TRANSFER_BONUS, except: this.#agent.agent };
  }
}
