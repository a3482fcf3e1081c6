import { Scope } from '#core';
import type { CallAudio } from '#media';
import type { Call, Line } from '../call.ts';
import { orEnd } from '../call.ts';
import { Listening } from './listen.ts';
import type { AgentLine } from '../queue/offer-phone.ts';
import { recordingFileOf } from './recording-file.ts';
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

class Talk {
  readonly result: Promise<TalkResult>;
  readonly #call: Call;
  readonly #agent: AgentLine;
  readonly #scope: Scope;
  readonly #listening: Listening;
  readonly #since: number;
  readonly #transfers: TransferDesk;
  #settle: (result: TalkResult) => void = () => {};
  /** Who left first, while the call goes on. */
  #leftBy: string | undefined;

  constructor(call: Call, agent: AgentLine, queue: string) {
    this.#call = call;
    this.#agent = agent;
    this.#scope = new Scope(call.scope);
    this.#since = call.house.clock.now();
    this.result = new Promise((resolve) => (this.#settle = resolve));
    call.agent = agent.agent;
    call.stage = 'talk';
    const audio = (call.audio ??= startAudio(call));
    call.record('agent.connected', { agent: agent.agent, waitSeconds: call.waitSeconds }, call.audioAt);
    audio.attach('caller', call.caller?.media);
    audio.attach('agent', agent.media);
    this.#listening = new Listening(call, this.#scope, agent.agent, queue);
    this.#transfers = new TransferDesk(call, agent, queue, this.#scope);
    this.#wire(audio);
    this.#join();
    if (this.#anyHeld) this.#tellRules();
  }

  #wire(audio: CallAudio): void {
    const { leg } = this.#agent;
    this.#scope.onEnd(() => {
      audio.attach('caller', undefined);
      audio.attach('agent', undefined);
    });
    leg.ended.on(({ by }) => this.#agentLeft(by !== 'remote'), this.#scope);
    if (leg.isEnded) this.#agentLeft(false);
    this.#agent.held.on((on) => {
      this.#call.record(on ? 'call.held' : 'call.resumed', { by: 'agent' }, this.#call.audioAt);
      this.#heldChanged();
    }, this.#scope);
    this.#call.caller?.held.on(() => this.#heldChanged(), this.#scope);
    // RFC 4733 keys cross the bridge by themselves; keys by INFO have to be sent on as audio events.
    leg.key.on(({ digit }) => this.#call.caller?.media.sendDtmf(digit), this.#scope);
    this.#call.caller?.leg.key.on(({ digit }) => this.#agent.media.sendDtmf(digit), this.#scope);
    this.#transfers.paused.on(() => this.#tellRules(), this.#scope);
    this.#transfers.done.on((result) => this.#transferred(result), this.#scope);
  }

  /** Both hear each other, or music where the other side is on hold. */
  #join(): void {
    const { caller } = this.#call;
    if (!caller) return;
    const { media } = this.#call.house;
    if (!this.#anyHeld) {
      for (const line of [caller, this.#agent]) line.media.music(undefined);
      return media.bridge(caller.media, this.#agent.media);
    }
    media.unbridge(caller.media, this.#agent.media);
    this.#musicUnlessHeld(caller);
    this.#musicUnlessHeld(this.#agent);
  }

  get #anyHeld(): boolean {
    return this.#agent.media.heldByRemote || this.#call.caller?.media.heldByRemote === true;
  }

  #musicUnlessHeld(line: Line): void {
    line.media.music(line.media.heldByRemote ? undefined : 'music');
  }

  #heldChanged(): void {
    this.#tellRules();
    if (!this.#transfers.active) this.#join();
  }

  /** Silence while one holds, or while the caller hears music because of a transfer, is no dead air. */
  #tellRules(): void {
    this.#listening.hold(this.#anyHeld || this.#transfers.active);
  }

  #agentLeft(vanished: boolean): void {
    // The end of the call takes the agent's leg along; that is not the agent leaving.
    if (this.#call.scope.ended) return;
    this.#leftBy = vanished ? 'vanished' : 'agent';
    if (this.#transfers.active) return this.#transfers.agentLeft();
    if (this.#transfers.justFailed) return this.#settle({ kind: 'orphan' });
    this.#settle({ kind: vanished ? 'agent-lost' : 'agent-hung-up' });
  }

  #transferred(result: TransferResult): void {
    if (result.kind === 'failed') return this.#join();
    this.#leftBy = 'transfer';
    this.#settle(result);
  }

  /** Ends the conversation: the agent's line and wrap-up at once, last words and verdicts in the background. */
  finish(): void {
    const call = this.#call;
    const seconds = (call.house.clock.now() - this.#since) / 1000;
    call.talkSeconds += seconds;
    this.#scope.end('conversation over');
    call.record('agent.left', { agent: this.#agent.agent, by: this.#leftBy ?? call.ending?.by ?? 'server', talkSeconds: seconds }, call.audioAt);
    call.settleBeforeEnd(this.#listening.finish());
    const { scope } = this.#agent;
    if (this.#leftBy !== 'transfer') return scope.end(this.#leftBy ?? 'call over');
    scope.after(call.house.clock, PHONE_HANGS_UP_MS, () => scope.end('transferred'));
  }
}

/** Starts the audio clock of the call, and the recording when it is wanted. */
function startAudio(call: Call): CallAudio {
  const { media, settings, transcription } = call.house;
  const file = settings.recordings ? recordingFileOf(settings.recordings, call.id, call.startedAt) : undefined;
  const audio = media.audio(call.id, { ...(file ? { file } : {}), tap: transcription !== undefined });
  if (file) {
    call.recordingFile = file;
    call.record('recording.started', { file }, 0);
  }
  audio.recordingFailed.on((reason) => {
    call.record('recording.failed', { reason });
    call.house.log.error('a call is not recorded; check free space and rights of the recording folder', { call: call.id, reason });
  }, call.scope);
  return audio;
}
