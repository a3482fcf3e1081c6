import { type AgitationAlert, type AgitationInput, type AgitationPolicy, type AgitationState, calm, type ConversationEar, curveOf, follow, type SpeechWindow, type SpokenTurn } from '#agitation';
import type { AudioFrame, CallSeconds, Millis, Scope, Speaker } from '#core';
import type { Alert, HeardWord } from '#qa';
import type { Call } from '../call.ts';

/** A window is judged so long after it came, so that the words spoken in it are known: turns end 0.6 s after the voice, words come some ms later. */
const WORDS_LAG: Millis = 2_000;
/** Words that an alert shows. */
const MOST_WORDS = 30;

/** What hears of agitation, on the call's audio clock. */
export interface AgitationListeners {
  readonly alert: (alert: Alert) => void;
  /** One judged window, for rules with `emotion`. */
  readonly window: (window: { readonly speaker: Speaker; readonly value: number; readonly from: CallSeconds; readonly to: CallSeconds; readonly by: 'prosody' | 'words' | 'both' }) => void;
}

/** Follows the agitation of one conversation: voices are measured in a worker thread, what is stored is made anew at the end. */
export class HearAgitation {
  readonly #call: Call;
  readonly #agent: string;
  readonly #from: CallSeconds;
  readonly #scope: Scope;
  readonly #to: AgitationListeners;
  readonly #policy: AgitationPolicy;
  readonly #ear: ConversationEar;
  readonly #windows: SpeechWindow[] = [];
  readonly #turns: (SpokenTurn & { readonly words: readonly HeardWord[] })[] = [];
  #state: AgitationState = calm;

  /** Undefined where agitation is not measured. The scope outlives the conversation until `finish` is done. */
  static of(call: Call, agent: string, scope: Scope, to: AgitationListeners): HearAgitation | undefined {
    const { ears, settings } = call.house;
    return ears && settings.agitation && call.audio ? new HearAgitation(call, agent, scope, to, settings.agitation) : undefined;
  }

  private constructor(call: Call, agent: string, scope: Scope, to: AgitationListeners, policy: AgitationPolicy) {
    this.#call = call;
    this.#agent = agent;
    this.#scope = scope;
    this.#to = to;
    this.#policy = policy;
    this.#from = thousandths(call.audioAt ?? 0);
    this.#ear = (call.house.ears as NonNullable<typeof call.house.ears>).open(this.#from, (window) => this.#window(window));
  }

  push(speaker: Speaker, frame: AudioFrame): void {
    this.#ear.push(speaker, frame);
  }

  /** Final words of one turn as they are stored. */
  words(speaker: Speaker, words: readonly HeardWord[]): void {
    const turn = turnOf(speaker, words);
    if (!turn) return;
    this.#turns.push({ ...turn, words });
    this.#follow({ type: 'words', ...turn }, -Infinity);
  }

  /** The conversation is over at `until`; what comes later is not heard. */
  stopAt(until: CallSeconds): void {
    this.#ear.stopAt(thousandths(until));
  }

  /** After the last words: the last windows are judged, and the curve is stored. */
  async finish(until: CallSeconds): Promise<void> {
    await this.#ear.end();
    this.#follow({ type: 'tick' }, Infinity);
    const conversation = { from: this.#from, until: thousandths(until), agent: this.#agent };
    const { curve } = curveOf(conversation, this.#windows, this.#turns, this.#policy);
    const most = curve.points.filter(({ speaker }) => speaker === 'caller').reduce((highest, { value }) => Math.max(highest, value), 0);
    this.#call.record('agitation.heard', { agent: this.#agent, from: conversation.from, until: conversation.until, method: curve.method, most }, conversation.from);
    const { curves, log } = this.#call.house;
    // The call does not wait for the database; what is lost can be made again.
    void curves?.keep(this.#call.id, curve).catch((error: unknown) => log.warn('a curve of agitation was not stored; it can be made again from the recording', { call: this.#call.id, error }));
  }

  #window(window: SpeechWindow): void {
    this.#windows.push(window);
    this.#follow({ type: 'window', ...window }, -Infinity);
    this.#scope.after(this.#call.house.clock, WORDS_LAG, () => this.#follow({ type: 'tick' }, window.to));
  }

  #follow(input: AgitationInput, until: CallSeconds): void {
    const step = follow(this.#state, input, until, this.#policy);
    this.#state = step.state;
    for (const { speaker, raw: value, from, to, by } of step.points) this.#to.window({ speaker, value, from, to, by });
    for (const alert of step.alerts) this.#to.alert(this.#alert(alert));
  }

  #alert({ speaker, severity, at, from, value, by }: AgitationAlert): Alert {
    const title = titleOf(speaker, by);
    const heated = this.#turns.filter((turn) => turn.speaker === speaker && turn.at >= from && turn.at <= at + 1).flatMap(({ words }) => words);
    const score = Math.round(value * 100) / 100;
    return {
      rule: 'agitation', policyVersion: `agitation ${this.#policy.weights.version}`, kind: 'violation', severity, channel: speaker, at,
      message: title[this.#call.language], title,
      evidence: { words: heated.slice(-MOST_WORDS).map(({ text, start, end }) => ({ text, start, end })), from, to: at, score, value: score },
    };
  }
}

/** Words that count for agitation: what is stored, so that they count the same when the curve is made again. */
export function turnOf(speaker: Speaker, words: readonly HeardWord[]): SpokenTurn | undefined {
  const last = words.at(-1);
  return last && { speaker, at: last.end, texts: words.map(({ text }) => text) };
}

function titleOf(speaker: Speaker, by: AgitationAlert['by']): { readonly zh: string; readonly en: string } {
  const who = speaker === 'caller' ? { zh: '客户', en: 'The customer' } : { zh: '坐席', en: 'The agent' };
  const how = { prosody: { zh: '（语音）', en: 'voice' }, words: { zh: '（用词）', en: 'words' }, both: { zh: '（语音和用词）', en: 'voice and words' } }[by];
  return { zh: `${who.zh}情绪持续激动${how.zh}`, en: `${who.en} stays agitated (${how.en})` };
}

const thousandths = (seconds: CallSeconds) => Math.round(seconds * 1000) / 1000;
