import { Emitter, type Millis, Scope } from '#core';
import type { OutgoingCall } from '#sip';
import type { Call, Line } from '../call.ts';
import { callerId } from '../queue/caller-id.ts';
import { joinLine, openMedia } from '../line.ts';
import type { AgentLine } from '../queue/offer-phone.ts';

/** A page that was reloaded is back within seconds, a laptop that changed its network within half a minute. */
export const COMES_BACK_WITHIN_MS: Millis = 30_000;
/** A page answers by itself; one that has not by then will not. */
const ANSWERS_WITHIN_MS: Millis = 10_000;

/**
 * The agent's browser is away in mid-call. Its newest contact is called until one answers or time is up:
 *
 *   away ──contact came──▶ calling ──answered──▶ back
 *    ▲                        │ failed
 *    └────────────────────────┘           30 s without an answer: lost
 */
export class Absence {
  /** The new line. */
  readonly back = new Emitter<Line>();
  /** Nobody answered the last try; there may be others. */
  readonly unanswered = new Emitter<void>();
  readonly lost = new Emitter<void>();
  readonly since: Millis;
  readonly #call: Call;
  readonly #agent: AgentLine;
  readonly #scope: Scope;
  #outgoing: OutgoingCall | undefined;
  #try: Scope | undefined;

  constructor(call: Call, agent: AgentLine, scope: Scope) {
    this.#call = call;
    this.#agent = agent;
    this.#scope = new Scope(scope);
    this.since = call.house.clock.now();
    this.#scope.after(call.house.clock, COMES_BACK_WITHIN_MS, () => this.lost.emit());
  }

  end(): void {
    this.#scope.end('absence over');
  }

  /** Calls the browser if it is there; a call under way to an older contact is given up. */
  callIt(): void {
    if (this.#scope.ended) return;
    const { sip } = this.#call.house;
    const account = this.#call.house.settings.agents.get(this.#agent.agent)?.extension ?? this.#agent.agent;
    const remote = sip.addressOf(account, 'browser');
    if (remote === undefined && !sip.elsewhere) return;
    this.#try?.end('another contact came');
    const scope = (this.#try = new Scope(this.#scope));
    if (remote !== undefined) return void this.#dial(account, remote, scope);
    void sip.elsewhere?.find(account).then((found) => {
      const there = found.get('browser');
      if (there !== undefined && !scope.ended) void this.#dial(account, there, scope);
    });
  }

  async #dial(account: string, remote: string, scope: Scope): Promise<void> {
    const call = this.#call;
    const { house } = call;
    // The audio of the new line lives as long as the conversation, if it comes to be one.
    const lineScope = new Scope(this.#agent.scope);
    const giveUp = () => lineScope.end('not resumed');
    const media = await openMedia(call, lineScope, `agent-again-${call.nextReturn()}`, remote, 'browser');
    if (scope.ended || !media.ok) return giveUp();
    this.#outgoing = house.sip.dial({
      account,
      sdp: media.value.offer(),
      from: callerId(call),
      timeoutMs: ANSWERS_WITHIN_MS,
      kind: 'browser',
      headers: { 'X-Huawu-Call': call.id, 'X-Huawu-Resume': call.id },
    }, scope);
    const outcome = await this.#outgoing.outcome;
    if (scope.ended || !outcome.ok || !media.value.accept(outcome.leg.remoteSdp).ok) {
      if (outcome.ok) outcome.leg.hangUp({ code: 200, text: 'not resumed' });
      giveUp();
      return scope.ended ? undefined : this.unanswered.emit();
    }
    const { leg } = outcome;
    lineScope.onEnd(() => leg.hangUp({ code: 200, text: lineScope.reason }));
    this.back.emit(joinLine(house, leg, media.value, lineScope));
  }
}
