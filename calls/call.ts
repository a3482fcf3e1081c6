import { type CallId, type CallSeconds, Emitter, type Language, SAMPLE_RATE, Scope, type Speaker } from '#core';
import type { CallAudio, MediaLeg } from '#media';
import type { SkillNeed } from '#routing';
import type { Policy } from '#qa';
import type { RedactionState } from '#redaction';
import type { Leg } from '#sip';
import { AssistNotes } from './assist/assist-notes.ts';
import type { House } from './house.ts';
import type { RecordingCopy } from './redaction/recording-copy.ts';
import type { SpeechFacts } from './flow/speech-facts.ts';

/** How a call came to its end, as the timeline tells it. */
export interface Ending {
  readonly by: 'caller' | 'agent' | 'server' | 'vanished';
  readonly code: number;
  readonly text: string;
}

/** A caller on the line: the signalling leg and its audio. */
export interface Line {
  readonly leg: Leg;
  readonly media: MediaLeg;
  /** Keys pressed, by RFC 4733 or SIP INFO. */
  readonly keys: Emitter<string>;
  /** The other side put us on hold or came back. */
  readonly held: Emitter<boolean>;
}

/** The caller's line and who they say they are. Personal data. */
export interface CallerLine extends Line {
  readonly from: string;
  readonly display: string;
}

/** One call and what was learned of it. Its scope ends with it and takes everything along. */
export class Call {
  readonly id: CallId;
  readonly scope = new Scope();
  readonly house: House;
  language: Language;
  caller: CallerLine | undefined;
  audio: CallAudio | undefined;
  recordingFile: string | undefined;
  /** Makes the copy of the recording that may be heard; undefined = the recording itself may be. */
  copy: RecordingCopy | undefined;
  /** What was said lately and is, or may be, a secret; undefined = nothing is one. */
  redaction: RedactionState | undefined;
  /** Spans that may not be heard in the copy of the recording. */
  readonly silent: { readonly speaker: Speaker; readonly from: CallSeconds; readonly to: CallSeconds }[] = [];
  /** When tones of keys may not be heard there. */
  readonly keysSecret: { readonly from: CallSeconds; readonly to: CallSeconds }[] = [];
  ending: Ending | undefined;
  queue: string | undefined;
  /** While in the flow: where it can still lead. */
  queuesAhead: readonly string[] = [];
  /** Since when the caller waits, epoch ms; a lost agent costs nobody the place. */
  waitingSince: number | undefined;
  agent: string | undefined;
  /** How the caller speaks, as far as the flow knows. */
  speech: SpeechFacts = {};
  /** Who spoke with this customer before, as far as it was looked up. */
  lastAgent: string | undefined;
  /** As the flow ranked this caller. */
  priority = 0;
  /** Skills the present or last wait asked for. */
  needs: readonly SkillNeed[] = [];
  /** Nodes of the flow passed and keys pressed there. */
  readonly path: string[] = [];
  /** We called the customer: a callback. */
  placed = false;
  /** Helped without an agent: the end is no abandonment. */
  served: 'voicemail' | 'callback' | 'transfer' | 'ticket' | undefined;
  /** What the caller was told last of the wait, minutes. */
  toldMinutes: number | undefined;
  /** The flow lets the caller hear something; announcements wait for its end. */
  flowSpeaking: Scope | undefined;
  /** Where the caller is now. */
  stage: 'flow' | 'queue' | 'talk' | 'ending' = 'flow';
  from = '';
  to = '';
  waitSeconds = 0;
  talkSeconds = 0;
  /** The rules of this call: those in force when it began. */
  readonly policy: Policy | undefined;
  /** What rules asked of the agents, marks of the call among it. */
  readonly assist = new AssistNotes();
  /** Turns of speech numbered so far, over all conversations. */
  turns = 0;
  readonly startedAt: number;
  /** Work that belongs to the call but need not hold up the caller: last words, verdicts. */
  readonly #settling: Promise<unknown>[] = [];
  #seq = 0;
  #contacts = 0;
  #returns = 0;

  constructor(house: House) {
    this.house = house;
    this.id = house.random.uuid();
    this.language = house.settings.defaultLanguage;
    this.policy = house.settings.policy;
    this.startedAt = house.clock.wall();
  }

  /** Adds one fact to the timeline and tells the consoles. */
  record(type: string, data: Record<string, unknown> = {}, audioAt?: CallSeconds): void {
    const at = this.house.clock.wall();
    const where = audioAt === undefined ? {} : { audioAt: thousandth(audioAt) };
    const server = this.#seq === 0 && this.house.cluster ? { server: this.house.cluster.server } : {};
    const event = { callId: this.id, seq: this.#seq++, at, type, data: { ...rounded(data), ...server }, ...where };
    this.house.store.append(event);
    this.house.live({ type: 'event', event });
    this.house.recorded.emit({ call: this, event });
  }

  /** The call is not reported as over before this has settled. */
  settleBeforeEnd(work: Promise<unknown>): void {
    this.#settling.push(work);
  }

  async settled(): Promise<void> {
    await Promise.allSettled(this.#settling);
  }

  /** A name for one stay in the routing machine; a call transferred twice has had three. */
  nextContact(): string {
    return `${this.id}#${this.#contacts++}`;
  }

  /** Numbers the lines of agents who came back in mid-call. */
  nextReturn(): number {
    return this.#returns++;
  }

  /** Where the audio clock stands; undefined before the first agent answered. */
  get audioAt(): CallSeconds | undefined {
    return this.audio ? this.audio.position() / SAMPLE_RATE : undefined;
  }

  /** Ends the call; only the first reason counts. */
  end(ending: Ending): void {
    if (this.scope.ended) return;
    this.ending = ending;
    this.scope.end(ending.text);
  }
}

/** Spans are measured to the microsecond and told to the thousandth. */
const thousandth = (value: number) => Math.round(value * 1000) / 1000;

function rounded(data: Record<string, unknown>): Record<string, unknown> {
  const told = { ...data };
  for (const key of Object.keys(told)) {
    const value = told[key];
    if (typeof value === 'number' && !Number.isInteger(value)) told[key] = thousandth(value);
  }
  return told;
}

/** The first of `promise` and the end of the scope (then undefined). */
export function orEnd<T>(scope: Scope, promise: Promise<T>): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const forget = scope.onEnd(() => resolve(undefined));
    promise.then(resolve, reject).finally(forget);
  });
}
