import { rm } from 'node:fs/promises';
import { type Millis, Scope } from '#core';
import type { CallAudio } from '#media';
import { promptRef } from '#ivr';
import type { TranscriptStream } from '#transcription';
import { redactOnce } from '#redaction';
import { type Call, orEnd } from '../call.ts';
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
  readonly #words: string[] = [];
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
      if (kind === 'final') this.#words.push(...words.map(({ text }) => text));
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
      const seconds = await monoFile(this.#file, this.#meter.lastVoice);
      const policy = house.settings.redactionOf?.(queue, language);
      const text = (policy ? redactOnce(this.#words, policy, language) : this.#words).join(language === 'zh' ? '' : ' ');
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
}
