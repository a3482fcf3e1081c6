import { type CallSeconds, type EpochMillis, Fault, type Millis, type Result, Scope, failed, ok } from '#core';
import type { CallAudio } from '#media';
import { type Call, type Line, orEnd } from '../call.ts';
import { layOnDesk, takeFromDesk } from '../desk/talk-on-desk.ts';
import type { Talking } from '../desk/workplaces.ts';
import { Absence } from './absence.ts';
import { Listening } from './listen.ts';
import type { AgentLine } from '../queue/offer-phone.ts';
import { startAudio } from './start-audio.ts';
import { stillHeard } from './still-heard.ts';
import { type TransferResult, TransferDesk } from './transfer.ts';

/** How a conversation ended while the caller stayed (or everybody left). */
export type TalkResult =
  | { readonly kind: 'agent-hung-up' }
  /** The agent's phone vanished: the caller goes back to the queue with the age kept. */
  | { readonly kind: 'agent-lost' }
  | Exclude<TransferResult, { kind: 'failed' }>;

/** A phone gets this long to hang up by itself after it was told that its transfer succeeded. */
const PHONE_HANGS_UP_MS = 500;

/** Caller and agent talk: bridged, recorded, listened to. Undefined when the call ended with it. */
export async function converse(call: Call, agent: AgentLine, queue: string): Promise<TalkResult | undefined> {
  const talk = new Talk(call, agent, queue);
  try {
    return await orEnd(call.scope, talk.result);
  } finally {
    talk.finish();
  }
}

class Talk implements Talking {
  readonly result: Promise<TalkResult>;
  readonly call: Call;
  readonly queue: string;
  readonly since: EpochMillis;
  readonly audioAtSince: CallSeconds;
  readonly kind: AgentLine['kind'];
  muted = false;
  readonly #agent: AgentLine;
  readonly #scope: Scope;
  readonly #audio: CallAudio;
  readonly #listening: Listening;
  readonly #began: Millis;
  readonly #transfers: TransferDesk;
  /** The agent's line now: another one after a browser came back. */
  #line: Line;
  #lineScope: Scope;
  #heldAtDesk = false;
  #held = false;
  #absence: Absence | undefined;
  #settle: (result: TalkResult) => void = () => {};
  /** Who left first, while the call goes on. */
  #leftBy: string | undefined;

  constructor(call: Call, agent: AgentLine, queue: string) {
    this.call = call;
    this.queue = queue;
    this.kind = agent.kind;
    this.#agent = agent;
    this.#line = agent;
    this.#scope = new Scope(call.scope);
    this.#lineScope = new Scope(this.#scope);
    this.#began = call.house.clock.now();
    this.since = call.house.clock.wall();
    this.result = new Promise((resolve) => (this.#settle = resolve));
    call.agent = agent.agent;
    call.stage = 'talk';
    this.#audio = call.audio ??= startAudio(call);
    this.audioAtSince = call.audioAt ?? 0;
    call.record('agent.connected', { agent: agent.agent, waitSeconds: call.waitSeconds }, call.audioAt);
    this.#audio.attach('caller', call.caller?.media);
    this.#listening = new Listening(call, this.#scope, agent.agent, queue);
    this.#transfers = new TransferDesk(call, agent, queue, this.#scope);
    layOnDesk(this, agent.agent);
    // Before the end of the line begins wrap-up: what is owed must be known by then.
    agent.scope.onEnd(() => takeFromDesk(this, agent.agent));
    this.#wire();
    this.#use(agent);
    this.#join();
    if (this.#apart) this.#tellRules();
  }

  get held(): boolean {
    return this.#held;
  }

  get heldAtPhone(): boolean {
    return this.#line.media.heldByRemote;
  }

  get connected(): boolean {
    return this.#absence === undefined;
  }

  get transferring(): string | undefined {
    return this.#transfers.target;
  }

  get transferFailed() {
    return this.#transfers.failure;
  }

  /** Faults: calls.transfer-pending, calls.held-at-phone. */
  hold(on: boolean): Result<void> {
    if (!on && !this.#heldAtDesk && this.heldAtPhone) return failed(new Fault('calls.held-at-phone', 'Your phone holds the call: take it back there.'));
    if (this.#transfers.active) return failed(new Fault('calls.transfer-pending', 'The caller hears music because of a transfer; wait for its end.'));
    this.#heldAtDesk = on;
    // What the agent says meanwhile is not for the caller, nor for the record.
    this.#audio.attach('agent', on ? undefined : this.#line.media);
    this.#heldChanged();
    return ok(undefined);
  }

  /** Phones cannot be told to mute themselves: what they send goes nowhere. */
  mute(on: boolean): void {
    this.muted = on;
    this.#line.media.mute(on);
    this.#changed();
  }

  transfer(target: string): Result<void> {
    const ordered = this.#transfers.order(target);
    this.#changed();
    return ordered;
  }

  hangUp(): void {
    this.#agentLeft('agent');
  }

  /** Faults: calls.on-hold. */
  keys(digits: string): Result<void> {
    if (this.#apart || this.#transfers.active) return failed(new Fault('calls.on-hold', 'The caller does not hear you now; take the call back first.'));
    this.call.caller?.media.sendDtmf(digits);
    return ok(undefined);
  }

  phoneCame(fresh: boolean): void {
    if (this.kind !== 'browser') return;
    if (fresh) this.#goAway('page-reloaded');
    else this.#absence?.callIt();
  }

  /** Audio may go on while signalling is interrupted: only when nothing is heard either is the page away. */
  async phoneWent(): Promise<void> {
    if (this.kind !== 'browser' || this.#absence) return;
    await this.#whenLookedAt((heard) => heard || this.#transfers.active || this.#goAway('connection-lost'));
  }

  /** Whether the line as it is now is heard, a second later; nothing when it is another one by then. */
  async #whenLookedAt(tell: (heard: boolean) => void): Promise<void> {
    const line = this.#line;
    await stillHeard(line, this.call.house.clock, this.#scope, (heard) => line === this.#line && tell(heard));
  }

  #wire(): void {
    const { caller } = this.call;
    this.#scope.onEnd(() => {
      this.#audio.attach('caller', undefined);
      this.#audio.attach('agent', undefined);
    });
    caller?.held.on(() => this.#callerHeld(), this.#scope);
    // RFC 4733 keys cross the bridge by themselves; keys by INFO have to be sent on as audio events.
    caller?.leg.key.on(({ digit }) => this.#line.media.sendDtmf(digit), this.#scope);
    this.#transfers.paused.on(() => this.#callerHeld(), this.#scope);
    this.#transfers.done.on((result) => this.#transferred(result), this.#scope);
  }

  /** From now on the agent speaks on this line; the one before is heard no more. */
  #use(line: Line): void {
    this.#lineScope.end('another line');
    const scope = (this.#lineScope = new Scope(this.#scope));
    this.#line = line;
    if (this.muted) line.media.mute(true);
    this.#audio.attach('agent', this.#heldAtDesk ? undefined : line.media);
    line.leg.ended.on(({ by }) => this.#lineEnded(by !== 'remote'), scope);
    if (line.leg.isEnded) this.#lineEnded(false);
    line.held.on(() => this.#heldChanged(), scope);
    line.leg.key.on(({ digit }) => this.call.caller?.media.sendDtmf(digit), scope);
    this.#transfers.hear(line, scope);
  }

  /** Both hear each other, or music where the other side is on hold or away. */
  #join(): void {
    const { caller } = this.call;
    if (!caller) return;
    const { media } = this.call.house;
    if (!this.#apart) {
      for (const line of [caller, this.#line]) line.media.music(undefined);
      return media.bridge(caller.media, this.#line.media);
    }
    media.unbridge(caller.media, this.#line.media);
    caller.media.music(caller.media.heldByRemote ? undefined : 'music');
    // Who ordered the hold at the desktop wants to hear nothing.
    this.#line.media.music(this.#line.media.heldByRemote || this.#heldAtDesk ? undefined : 'music');
  }

  /** They do not hear each other, other than by a transfer. */
  get #apart(): boolean {
    return this.#heldAtDesk || this.#absence !== undefined || this.#line.media.heldByRemote || this.call.caller?.media.heldByRemote === true;
  }

  /** The agent's phone or desktop put the caller on hold or took the call back; both must be back. */
  #heldChanged(): void {
    const on = this.#heldAtDesk || this.#line.media.heldByRemote;
    if (on !== this.#held) {
      this.#held = on;
      this.call.record(on ? 'call.held' : 'call.resumed', { by: 'agent' }, this.call.audioAt);
    }
    this.#callerHeld();
  }

  #callerHeld(): void {
    this.#tellRules();
    if (!this.#transfers.active) this.#join();
    this.#changed();
  }

  #changed(): void {
    this.call.house.workplaces.tell(this.#agent.agent);
  }

  /** Silence while one holds, or while the caller hears music because of a transfer, is no dead air. */
  #tellRules(): void {
    this.#listening.hold(this.#apart || this.#transfers.active);
  }

  /** The end of the call taking the agent's leg along is not the agent leaving. To a vanished phone nobody is sent (all of SIP away: not its fault). */
  #lineEnded(vanished: boolean): void {
    if (this.call.scope.ended) return;
    if (vanished && this.kind === 'browser' && !this.#transfers.active) return this.#goAway('connection-lost');
    if (this.#absence) return; // what the page that went away still says counts no more: its successor is being called
    const { sip, desk } = this.call.house;
    if (vanished && sip.isConnected !== false) desk.send({ type: 'agent.not-ready', agent: this.#agent.agent, reason: 'unreachable' });
    this.#agentLeft(vanished ? 'vanished' : 'agent', 'line');
  }

  #agentLeft(by: 'vanished' | 'agent', how: 'order' | 'line' = 'order'): void {
    this.#leftBy = by;
    if (this.#transfers.active) return this.#transfers.agentLeft();
    if (this.#transfers.justFailed && how === 'line') return this.#settle({ kind: 'orphan' });
    this.#settle({ kind: by === 'vanished' ? 'agent-lost' : 'agent-hung-up' });
  }

  /** The browser is away: the caller hears music until it is back, or half a minute is over. */
  #goAway(why: 'page-reloaded' | 'connection-lost'): void {
    if (!this.#absence) {
      const absence = (this.#absence = new Absence(this.call, this.#agent, this.#scope));
      this.call.record('agent.away', { agent: this.#agent.agent, why }, this.call.audioAt);
      absence.back.on((line) => this.#cameBack(line), this.#scope);
      absence.unanswered.on(() => void this.#unanswered(), this.#scope);
      absence.lost.on(() => this.#agentLeft('vanished'), this.#scope);
      this.#callerHeld();
    }
    this.#absence.callIt();
  }

  /** The page before may still be there; where it is not, the one that cannot answer yet (it asks for the microphone) is called again. */
  #unanswered(): Promise<void> {
    return this.#whenLookedAt((heard) => (heard ? this.#absence && this.#cameBack(this.#line) : this.#absence?.callIt()));
  }

  /** On a new line, or on the old one when no new page answered. */
  #cameBack(line: Line): void {
    const old = this.#line;
    const awaySeconds = (this.call.house.clock.now() - (this.#absence?.since ?? 0)) / 1000;
    this.#absence?.end();
    this.#absence = undefined;
    if (line !== old) {
      this.call.house.media.unbridge(this.call.caller?.media ?? old.media, old.media);
      this.#use(line);
      old.leg.hangUp({ code: 200, text: 'the conversation goes on on another line' });
      void old.media.close();
    }
    this.call.record('agent.back', { agent: this.#agent.agent, awaySeconds }, this.call.audioAt);
    this.#callerHeld();
  }

  #transferred(result: TransferResult): void {
    if (result.kind === 'failed') return this.#callerHeld();
    this.#leftBy = 'transfer';
    this.#settle(result);
  }

  /** Ends the conversation: the agent's line and wrap-up at once, last words and verdicts in the background. */
  finish(): void {
    const { call } = this;
    const seconds = (call.house.clock.now() - this.#began) / 1000;
    call.talkSeconds += seconds;
    this.#scope.end('conversation over');
    call.record('agent.left', { agent: this.#agent.agent, by: this.#leftBy ?? call.ending?.by ?? 'server', talkSeconds: seconds }, call.audioAt);
    call.settleBeforeEnd(this.#listening.finish({ goesOn: this.#leftBy === 'transfer' }));
    takeFromDesk(this, this.#agent.agent);
    const { scope } = this.#agent;
    if (this.#leftBy !== 'transfer') return scope.end(this.#leftBy ?? 'call over');
    scope.after(call.house.clock, PHONE_HANGS_UP_MS, () => scope.end('transferred'));
  }
}
