import { rm } from 'node:fs/promises';
import { Fault, type Millis, Scope } from '#core';
import type { CallAudio } from '#media';
import { promptRef } from '#ivr';
import type { TranscriptStream } from '#transcription';
import { redactSpoken, type SpokenWord } from '#redaction';
import { type Call, orEnd } from '../call.ts';
import { silenceAfterwards } from '../redaction/silence-afterwards.ts';
import { recordingFileOf, recordingName } from '../talk/recording-file.ts';
import { monoFile } from './mono-file.ts';
import { VoiceMeter } from './voice-meter.ts';
import { speechFacts } from '../flow/speech-facts.ts';

export interface VoicemailRequest {
  readonly queue: string;
  readonly maxMs: Millis;
  readonly silenceMs: Millis;
  readonly finishOn: string;
}

export type VoicemailResult = { readonly outcome: 'recorded'; readonly seconds: number } | { readonly outcome: 'empty' | 'failed' };

/** Less voice than this is a cough or a key. */
const SHORTEST_VOICE_MS: Millis = 500;

/** Beep, then the caller's message until a key, silence, the longest time, or the end of `scope` (also of the call): what was said by then is kept. */
export async function recordVoicemail(call: Call, request: VoicemailRequest, scope: Scope): Promise<VoicemailResult> {
  const { house, caller } = call;
  const { voicemails, settings } = house;
  if (!voicemails || !settings.voicemailFolder || !caller) return { outcome: 'failed' };
  await orEnd(scope, caller.media.play([promptRef('beep', call.language)]));
  if (scope.ended) return { outcome: 'empty' };
  const recording = new Voicemail(call, request, settings.voicemailFolder, scope);
  // The caller may hang up after the message, as most do: it is stored before the call is reported as over.
  call.settleBeforeEnd(recording.stored);
  return recording.stored;
}

class Voicemail {
  readonly stored: Promise<VoicemailResult>;
  readonly #call: Call;
  readonly #request: VoicemailRequest;
  readonly #id: string;
  readonly #file: string;
  readonly #scope: Scope;
  readonly #audio: CallAudio;
  readonly #meter = new VoiceMeter();
  readonly #turns: (readonly SpokenWord[])[] = [];
  readonly #hearing = new Scope();
  #stream: TranscriptStream | undefined;

  constructor(call: Call, request: VoicemailRequest, folder: string, scope: Scope) {
    this.#call = call;
    this.#request = request;
    this.#id = call.house.random.uuid();
    this.#file = recordingFileOf(folder, this.#id, call.house.clock.wall());
    this.#scope = new Scope(scope);
    this.#audio = call.house.media.audio(call.id, { file: this.#file, tap: true });
    this.#audio.attach('caller', call.caller?.media);
    this.#transcribe();
    this.#audio.frames.on(({ speaker, frame }) => {
      if (speaker !== 'caller') return;
      this.#meter.push(frame);
      this.#stream?.push(frame);
      if (this.#meter.silentMs >= request.silenceMs) this.#scope.end('silence');
    }, this.#hearing);
    call.caller?.keys.on((digit) => request.finishOn.includes(digit) && this.#scope.end('key'), this.#scope);
    this.#scope.after(call.house.clock, request.maxMs, () => this.#scope.end('long enough'));
    this.stored = new Promise<void>((ended) => this.#scope.onEnd(ended)).then(() => this.#store());
  }

  #transcribe(): void {
    const { transcription } = this.#call.house;
    if (!transcription) return;
    this.#stream = transcription.open({ ...speechFacts(this.#call), queue: this.#request.queue, scope: this.#hearing });
    this.#stream.updates.on(({ kind, words }) => {
      if (kind === 'final') this.#turns.push(words);
    }, this.#hearing);
  }

  async #store(): Promise<VoicemailResult> {
    const { house, from, language } = this.#call;
    const { queue } = this.#request;
    try {
      const recorded = await this.#audio.close();
      await this.#stream?.end();
      this.#hearing.end('voicemail over');
      if (!recorded || this.#meter.voicedMs < SHORTEST_VOICE_MS) {
        await rm(this.#file, { force: true });
        return { outcome: 'empty' };
      }
      const text = (await this.#withoutSecrets()).join(language === 'zh' ? '' : ' ');
      const seconds = await monoFile(this.#file, this.#meter.lastVoice);
      const file = recordingName(this.#file, house.settings);
      await house.voicemails?.add({ id: this.#id, call: this.#call.id, queue, from, language, at: house.clock.wall(), seconds, file, ...(text === '' ? {} : { text }) });
      this.#call.served = 'voicemail';
      this.#call.record('voicemail.left', { voicemail: this.#id, queue, seconds, why: this.#scope.reason });
      return { outcome: 'recorded', seconds };
    } catch (error) {
      house.log.error('a voicemail was not stored; check free space, rights of the data folder and the database', { call: this.#call.id, error });
      return { outcome: 'failed' };
    } finally {
      this.#hearing.end('voicemail over');
    }
  }

  /** The words that may be shown; what may not is silent in the sound, too. */
  async #withoutSecrets(): Promise<readonly string[]> {
    const { house, language } = this.#call;
    const policy = house.settings.redactionOf?.(this.#request.queue, language);
    if (!policy) return this.#turns.flat().map(({ text }) => text);
    const { words, silent } = redactSpoken(this.#turns, policy, language);
    const original = house.settings.originalOf?.(this.#request.queue);
    if (original === undefined || silent.length === 0) return words;
    const spans = silent.map((span) => ({ ...span, speaker: 'caller' as const }));
    if (await silenceAfterwards(this.#call, this.#file, { spans, tones: [] }, original)) return words;
    throw new Fault('calls.voicemail-not-silenced', 'Secrets in a message could not be silenced, so it is not stored. Check free space and rights of the data folder.');
  }
}
