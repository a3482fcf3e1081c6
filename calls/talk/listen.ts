import { type AudioFrame, type CallSeconds, SAMPLE_RATE, Scope, type Speaker } from '#core';
import { type Alert, type HeardWord, type Policy, type QaFacts, type QaInput, evaluate, needsWords, startEvaluation, verdicts } from '#qa';
import { type TranscriptStream, type TranscriptUpdate, type Word, writeWords } from '#transcription';
import type { Call } from '../call.ts';
import type { QueueSettings } from '../house.ts';
import { WordGuard } from '../redaction/word-guard.ts';
import { tickSaid } from '../assist/assist-orders.ts';
import { doActions } from '../assist/do-actions.ts';
import { HearAgitation } from './hear-agitation.ts';
import { cutForRules, type GivenWords, nothingGiven } from './final-words.ts';
import { HeardSoFar } from './heard-record.ts';
import { speechFacts } from '../flow/speech-facts.ts';

/** How often the rules look at the clock (RULES.md §3: at most 0.25 s). */
const TICK_MS = 250;
/** Audio reaches the recogniser this much after it was spoken; before it nothing is known for sure, in s. */
const HEARING_LAG_S = 0.5;
/** Final words come this much after the voice at the latest: the pause that ends a turn (0.6 s) and some work, in s. */
const WORDS_AFTER_VOICE_S = 1.2;
/** A turn that goes on keeps the rules waiting for its final words no longer than this, in s. */
const LONGEST_OPEN_TURN_S = 3;
/** The last audio of a conversation comes out of the media room within 200 ms; more patience than this costs the record time. */
const LAST_AUDIO_MS = 500;

/**
 * Listens to one conversation: words of both sides to the timeline and the consoles, rules checked on them as they come.
 * Times of the rules start at the conversation; everything told to others is on the call's audio clock.
 */
export class Listening {
  readonly #call: Call;
  readonly #agent: string;
  readonly #base: CallSeconds;
  readonly #streams = new Map<Speaker, TranscriptStream>();
  readonly #given = new Map<Speaker, GivenWords>();
  /** What is being said and has no final words yet; forgotten after `until` when they do not come. */
  readonly #open = new Map<Speaker, { readonly since: CallSeconds; readonly until: CallSeconds }>();
  /** End of the audio that each stream was given. */
  readonly #heardUntil = new Map<Speaker, CallSeconds>();
  #onHeard: () => void = () => {};
  /** Added to the streams' numbers, so that no two turns of a call have the same. */
  readonly #firstTurn: number;
  /** Outlives the conversation until the last words are in. */
  readonly #tail = new Scope();
  #evaluation: ReturnType<typeof startEvaluation> | undefined;
  #judged: CallSeconds = 0;
  /** What rules may be limited to, and what they heard beside words. */
  readonly #facts: Required<QaFacts>;
  readonly #heard = new HeardSoFar();
  /** Nothing is shown or stored but what it lets pass. The rules hear every word; their evidence is what was shown. */
  readonly #guard: WordGuard;
  readonly #agitation: HearAgitation | undefined;
  readonly #writing: QueueSettings['transcript'];

  constructor(call: Call, scope: Scope, agent: string, queue: string) {
    this.#call = call;
    this.#agent = agent;
    this.#firstTurn = call.turns;
    this.#base = call.audioAt ?? 0;
    const { transcription } = call.house;
    this.#writing = call.house.settings.queues.get(queue)?.transcript;
    this.#guard = new WordGuard(call, queue, this.#tail, {
      words: (speaker, update) => this.#tell(speaker, update),
      secret: (speaker, kind, from, to) => kind !== 'keys' && this.#judge({ type: 'pii', channel: speaker, kind, from: from - this.#base, to: to - this.#base }),
    });
    call.caller?.keys.on(() => this.#guard.key('caller'), scope);
    const policy = policyFor(call);
    this.#facts = { language: call.language, queue, agent, skills: call.needs.map(({ skill }) => skill), direction: call.placed ? 'outbound' : 'inbound' };
    this.#evaluation = policy && startEvaluation(policy, this.#facts);
    if (transcription) {
      for (const speaker of ['caller', 'agent'] as const) {
        const stream = transcription.open({ ...speechFacts(call), queue, scope: this.#tail, grammar: this.#writing?.onlyPhrases ?? [], hotWords: this.#writing?.hotWords ?? [] });
        this.#streams.set(speaker, stream);
        this.#hear(speaker, stream);
      }
      // Measuring voices costs as much as the rest of a call's audio: where nobody reads along it is not asked for.
      if (hasWords(call)) this.#agitation = this.#hearAgitation();
      call.audio?.frames.on(({ speaker, frame }) => this.#push(speaker, frame), this.#tail);
    }
    if (this.#evaluation) this.#startTicking(scope);
  }

  #hearAgitation(): HearAgitation | undefined {
    return HearAgitation.of(this.#call, this.#agent, this.#tail, {
      alert: (alert) => this.#alert(alert),
      window: ({ speaker: channel, from, to, value, by }) => this.#judge({ type: 'emotion', channel, name: 'agitation', value, by, from: from - this.#base, to: to - this.#base }),
    });
  }

  /** In step with the other calls, so that one wake-up of the thread serves all of them. */
  #startTicking(scope: Scope): void {
    const { clock } = this.#call.house;
    scope.after(clock, TICK_MS - (clock.now() % TICK_MS), () => {
      this.#tick();
      const ticking = clock.every(TICK_MS, () => this.#tick());
      scope.onEnd(() => ticking.cancel());
    });
  }

  /** Tells the rules that silence is no dead air for a while. */
  hold(on: boolean): void {
    this.#judge({ type: 'hold', on, at: this.#now() });
  }

  /** Waits for the last words, judges the rules of the hang-up, records the verdicts. `goesOn`: the caller was transferred. */
  async finish({ goesOn }: { readonly goesOn: boolean }): Promise<void> {
    const end = this.#now();
    this.#agitation?.stopAt(this.#base + end);
    await this.#allHeard(end);
    await Promise.all([...this.#streams.values()].map((stream) => stream.end()));
    this.#guard.end();
    await this.#agitation?.finish(this.#base + end);
    this.#judge({ type: 'hang-up', at: end, goesOn });
    if (this.#streams.size > 0) this.#call.record('qa.heard', { ...this.#heard.record({ ...this.#facts, base: this.#base, end, goesOn }) });
    if (this.#evaluation) this.#call.record('qa.verdicts', { agent: this.#agent, policy: this.#evaluation.policy.version, verdicts: verdicts(this.#evaluation) });
    this.#evaluation = undefined;
    this.#tail.end('last words heard');
  }

  /** Seconds since the conversation began. */
  #now(): CallSeconds {
    return (this.#call.audioAt ?? this.#base) - this.#base;
  }

  #push(speaker: Speaker, frame: AudioFrame): void {
    const until = (frame.at + frame.pcm.length) / SAMPLE_RATE - this.#base;
    // What comes late of the conversation before this one is not this agent's.
    if (until <= 0) return;
    this.#streams.get(speaker)?.push(frame);
    this.#agitation?.push(speaker, frame);
    this.#heardUntil.set(speaker, until);
    this.#onHeard();
  }

  /** Resolves when the streams were given everything up to `end`: audio comes out of the media room a little late. */
  #allHeard(end: CallSeconds): Promise<void> {
    const complete = () => [...this.#streams.keys()].every((speaker) => (this.#heardUntil.get(speaker) ?? 0) >= end);
    if (complete()) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = this.#tail.after(this.#call.house.clock, LAST_AUDIO_MS, resolve);
      this.#onHeard = () => {
        if (!complete()) return;
        timer.cancel();
        resolve();
      };
    });
  }

  #hear(speaker: Speaker, stream: TranscriptStream): void {
    stream.updates.on((update) => this.#words(speaker, update), this.#tail);
    stream.voice.on(({ talking, at }) => {
      this.#keepOpen(speaker, at, talking ? Infinity : at + WORDS_AFTER_VOICE_S);
      this.#judge({ type: 'voice', channel: speaker, talking, at: at - this.#base });
    }, this.#tail);
    stream.trouble.on(({ code, message }) => this.#call.record('transcript.trouble', { speaker, code, message }), this.#tail);
  }

  #words(speaker: Speaker, update: TranscriptUpdate): void {
    const { kind, words } = update;
    const first = words[0];
    const turn = this.#firstTurn + update.turn;
    this.#call.turns = Math.max(this.#call.turns, turn + 1);
    this.#guard.hear(speaker, { kind, turn, words });
    if (kind === 'final') this.#open.delete(speaker);
    else if (first) this.#keepOpen(speaker, first.start, Infinity);
    const step = cutForRules(this.#given.get(speaker) ?? nothingGiven, update);
    this.#given.set(speaker, step.given);
    this.#settledUntil(speaker, step.given.until);
    for (const piece of step.pieces) this.#judge({ type: 'words', channel: speaker, ...piece, more: piece.final && kind !== 'final', words: piece.words.map((word) => this.#shifted(word)) });
  }

  /** What may be shown, and when final stored. */
  #tell(speaker: Speaker, { kind, turn, words: heard }: TranscriptUpdate): void {
    const words = kind === 'final' && this.#writing ? writeWords(heard, this.#call.language, this.#writing) : heard;
    const [first] = words;
    this.#call.house.live({ type: 'words', callId: this.#call.id, speaker, turn, kind, words });
    if (kind !== 'final' || !first) return;
    this.#call.record('transcript.final', { speaker, turn, words, ...(speaker === 'agent' ? { agent: this.#agent } : {}) }, first.start);
    if (speaker === 'agent' && this.#call.assist.waiting.length > 0) tickSaid(this.#call, this.#agent, words.map(({ text }) => text).join(' '));
    this.#agitation?.words(speaker, words);
  }

  /** The rules wait for the words of what began at `since`, times on the call's clock. */
  #keepOpen(speaker: Speaker, since: CallSeconds, until: CallSeconds): void {
    const open = this.#open.get(speaker);
    if (!open && until !== Infinity) return;
    this.#open.set(speaker, { since: open?.since ?? since - this.#base, until: until - this.#base });
  }

  /** Of a turn that goes on the rules have heard this much for good. */
  #settledUntil(speaker: Speaker, until: CallSeconds): void {
    const open = this.#open.get(speaker);
    if (open && until - this.#base > open.since) this.#open.set(speaker, { ...open, since: until - this.#base });
  }

  #shifted({ text, start, end }: Word): HeardWord {
    return { text, start: start - this.#base, end: end - this.#base };
  }

  #tick(): void {
    const now = this.#now();
    for (const [speaker, { until }] of this.#open) if (now > until) this.#open.delete(speaker);
    const safe = Math.min(now - HEARING_LAG_S, ...[...this.#open.values()].map(({ since }) => since));
    this.#judged = Math.max(this.#judged, safe, now - LONGEST_OPEN_TURN_S);
    this.#judge({ type: 'tick', at: this.#judged });
  }

  #judge(input: QaInput): void {
    this.#heard.take(input);
    if (!this.#evaluation) return;
    const step = evaluate(this.#evaluation, input);
    this.#evaluation = step.state;
    for (const alert of step.alerts) this.#alert(onCallClock(alert, this.#base));
  }

  /** Whoever raised it: evidence is what was shown. */
  #alert(raised: Alert): void {
    const alert = this.#guard.hidden(raised);
    this.#call.house.live({ type: 'alert', callId: this.#call.id, alert });
    this.#call.record('qa.alert', { agent: this.#agent, alert }, alert.at);
    doActions(this.#call, alert, { agent: this.#agent, queue: this.#facts.queue });
  }
}

/** Rules about words need words: without a recogniser for the language only those about voices are judged. A call keeps the policy it began with. */
function policyFor(call: Call): Policy | undefined {
  const { house, policy } = call;
  if (!policy || !house.transcription) return undefined;
  if (hasWords(call)) return policy;
  return { ...policy, rules: policy.rules.filter(({ condition }) => !needsWords(condition)) };
}

/** Whether there is a recogniser for the language of the call. */
function hasWords({ house, language }: Call): boolean {
  const engine = house.transcription?.engines.find((one) => one.language === language);
  return engine !== undefined && engine.missing === undefined;
}

/** The same alert with its times moved from the conversation's start to the call's audio clock. */
function onCallClock(alert: Alert, base: CallSeconds): Alert {
  const words = alert.evidence.words.map((w) => ({ ...w, start: w.start + base, end: w.end + base }));
  const evidence = { ...alert.evidence, words, from: alert.evidence.from + base, to: alert.evidence.to + base };
  return { ...alert, at: alert.at + base, evidence };
}
