/** Adapter: a vosk-server by its published stt_service interface (proto/stt_service.proto). One call per turn. */
import { type Client, type ClientDuplexStream, type ServiceError, connectivityState } from '@grpc/grpc-js';
import { Emitter, type Millis, type Timer } from '#core';
import { emptyUpsample, upsample } from '../engine/upsample.ts';
import type { FromRemote, RecogniserLink } from '../pool/recogniser-link.ts';
import type { FromEngine, ToEngine } from '../wire/messages.ts';
import { openClient } from './connection.ts';
import { type RemoteAddress, reasonOf } from './grpc-link.ts';
import { method, sttService } from './protocol.ts';
import { ALTERNATIVES } from '../engine/hot-words.ts';
import { type SttResponse, VoskTurn } from './vosk-turn.ts';

export interface VoskServerOptions extends RemoteAddress {
  /** It serves one model and does not say which. */
  readonly language: string;
  /** Asked for by this name, for servers that have several. */
  readonly model: string | undefined;
  /** Hz its model wants. */
  readonly sampleRate: 8000 | 16000;
  /** Streams at the same time; its threads beyond which calls wait in silence. */
  readonly capacity: number;
}

interface SttRequest {
  readonly config?: { readonly specification: Readonly<Record<string, unknown>> };
  readonly audio_content?: Buffer;
}

/** One turn's call. */
interface Turn {
  readonly heard: VoskTurn;
  readonly call: ClientDuplexStream<SttRequest, SttResponse>;
  upsampling: typeof emptyUpsample;
  finishing: boolean;
  done: boolean;
}

/** Turns without final words, oldest first; only the last one still takes audio. */
type Session = Turn[];

const CONNECT_WITHIN: Millis = 5_000;
/** A call is a turn, in which the server sends partial words: never three pings without any. */
const KEEPALIVE = { every: 5_000, answer: 3_000 };

/** Connects; the interface has neither health nor load, so the connection is what is watched. */
export class VoskServerLink implements RecogniserLink {
  readonly pid = undefined;
  readonly messages = new Emitter<FromEngine | FromRemote>();
  readonly exited = new Emitter<{ reason: string; detail: string }>();
  readonly #options: VoskServerOptions;
  readonly #client: Client;
  readonly #sessions = new Map<number, Session>();
  readonly #hotWords = new Map<number, readonly string[]>();
  readonly #patience: Timer;
  #ended = false;

  constructor(options: VoskServerOptions) {
    this.#options = options;
    const { address, credentials, tls, clock } = options;
    this.#client = openClient(address, credentials, tls, KEEPALIVE);
    this.#patience = clock.after(CONNECT_WITHIN, () => this.#end(`no answer from ${address} within ${CONNECT_WITHIN / 1000} s`));
    this.#follow(this.#client.getChannel().getConnectivityState(true));
  }

  send(message: ToEngine): void {
    if (this.#ended) return;
    switch (message.type) {
      case 'load':
        return;
      case 'open':
        if (message.hotWords) this.#hotWords.set(message.session, message.hotWords);
        return void this.#sessions.set(message.session, []);
      case 'close':
        return this.#forget(message.session);
      case 'audio':
        return this.#hear(message);
      case 'finish':
        return this.#finish(message);
    }
  }

  stop(): void {
    this.#end('stopped');
  }

  kill(): void {
    this.#end('given up');
  }

  #follow(state: connectivityState): void {
    if (this.#ended) return;
    if (state === connectivityState.TRANSIENT_FAILURE) return this.#end('it cannot be reached');
    if (state === connectivityState.READY) this.#ready();
    // Connections are closed when nothing was said for long; the next turn would have to wait for a new one.
    const next = state === connectivityState.IDLE ? this.#client.getChannel().getConnectivityState(true) : state;
    this.#client.getChannel().watchConnectivityState(next, Infinity, () => !this.#ended && this.#follow(this.#client.getChannel().getConnectivityState(true)));
  }

  #ready(): void {
    this.#patience.cancel();
    const { address, model = address, language, capacity } = this.#options;
    this.messages.emit({ type: 'serves', models: [{ name: model, language }], streams: this.#sessions.size, capacity, draining: false });
  }

  #hear({ session, turn, at, pcm }: ToEngine & { type: 'audio' }): void {
    const turns = this.#sessions.get(session);
    if (!turns) return;
    const last = turns.at(-1);
    const one = last && !last.finishing ? last : this.#begin(session, turns, turn);
    one.heard.fed(at, pcm.length);
    let samples = pcm;
    if (this.#options.sampleRate === 16_000) {
      const doubled = upsample(one.upsampling, pcm);
      one.upsampling = doubled.state;
      samples = doubled.pcm;
    }
    // The interface answers nothing to a piece for certain; that it was sent is all that is known.
    one.call.write({ audio_content: Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength) }, () => {
      if (this.#sessions.get(session) === turns) this.messages.emit({ type: 'handled', session });
    });
  }

  #begin(session: number, turns: Session, turn: number): Turn {
    const { path, requestSerialize, responseDeserialize } = method<SttRequest, SttResponse>(sttService(), 'StreamingRecognize');
    const call = this.#client.makeBidiStreamRequest(path, requestSerialize, responseDeserialize);
    const hotWords = this.#hotWords.get(session);
    const one: Turn = { heard: new VoskTurn(turn, hotWords), call, upsampling: emptyUpsample, finishing: false, done: false };
    turns.push(one);
    const current = () => this.#sessions.get(session) === turns;
    call.on('data', (response: SttResponse) => {
      const news = current() ? one.heard.hear(response) : undefined;
      if (news) this.messages.emit({ type: 'partial', session, turn, ...news });
    });
    call.on('error', (error: ServiceError) => current() && this.#refused(session, reasonOf(error)));
    call.on('end', () => {
      if (!current()) return;
      if (!one.finishing) return this.#refused(session, 'it ended the stream');
      one.done = true;
      this.#tellFinals(session, turns);
    });
    const { sampleRate, language, model } = this.#options;
    call.write({ config: { specification: { audio_encoding: 'LINEAR16_PCM', sample_rate_hertz: sampleRate, language_code: language, ...(model === undefined ? {} : { model }), partial_results: true, enable_word_time_offsets: true, ...(hotWords ? { max_alternatives: ALTERNATIVES } : {}) } } });
    return one;
  }

  #finish({ session, turn }: ToEngine & { type: 'finish' }): void {
    const turns = this.#sessions.get(session);
    const last = turns?.at(-1);
    if (!turns) return;
    if (!last || last.finishing) return this.messages.emit({ type: 'final', session, turn, words: [] });
    last.finishing = true;
    last.call.end();
  }

  /** In the order of the turns: a short one may be done before a long one. */
  #tellFinals(session: number, turns: Session): void {
    while (turns[0]?.done) {
      const one = turns.shift();
      if (one) this.messages.emit({ type: 'final', session, turn: one.heard.turn, words: one.heard.words });
    }
  }

  #refused(session: number, reason: string): void {
    this.#forget(session);
    this.messages.emit({ type: 'refused', session, reason });
  }

  #forget(session: number): void {
    const turns = this.#sessions.get(session) ?? [];
    this.#sessions.delete(session);
    this.#hotWords.delete(session);
    for (const { call } of turns) call.cancel();
  }

  #end(reason: string): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#patience.cancel();
    for (const session of [...this.#sessions.keys()]) this.#forget(session);
    this.#client.close();
    this.exited.emit({ reason, detail: '' });
  }
}
