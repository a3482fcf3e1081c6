/** Adapter: a remote recogniser that speaks proto/transcription.proto. */
import type { ChannelCredentials, Client, ClientDuplexStream, ClientReadableStream, ServiceError } from '@grpc/grpc-js';
import { type Clock, Emitter, type Millis, type Timer } from '#core';
import type { FromRemote, RecogniserLink } from '../pool/recogniser-link.ts';
import type { FromEngine, ToEngine } from '../wire/messages.ts';
import { AliveProbe } from './alive-probe.ts';
import { type RemoteTls, openClient } from './connection.ts';
import { type RecogniseRequest, type RecogniseResponse, type WireDescription, type WireStatus, method, recogniserService } from './protocol.ts';

export interface RemoteAddress {
  readonly address: string;
  readonly credentials: ChannelCredentials;
  readonly tls: RemoteTls | undefined;
  readonly clock: Clock;
}

type Call = ClientDuplexStream<RecogniseRequest, RecogniseResponse>;

/** A machine in the same building answers in ms; TLS over a slow line within a second. */
const CONNECT_WITHIN: Millis = 5_000;

/** Connects; `serves` tells that it is there, `exited` that it is not (any more). One call per session. */
export class GrpcLink implements RecogniserLink {
  readonly pid = undefined;
  readonly messages = new Emitter<FromEngine | FromRemote>();
  readonly exited = new Emitter<{ reason: string; detail: string }>();
  readonly #client: Client;
  readonly #watch: ClientReadableStream<WireStatus>;
  readonly #calls = new Map<number, Call>();
  readonly #patience: Timer;
  readonly #probe: AliveProbe;
  /** As it describes itself; until it has, nothing else of it is told. */
  #can: (FromRemote & { type: 'serves' })['can'];
  #newest: WireStatus | undefined;
  #ended = false;

  constructor({ address, credentials, tls, clock }: RemoteAddress) {
    this.#client = openClient(address, credentials, tls);
    const { path, requestSerialize, responseDeserialize } = method<object, WireStatus>(recogniserService(), 'Watch');
    this.#patience = clock.after(CONNECT_WITHIN, () => this.#end(`no answer from ${address} within ${CONNECT_WITHIN / 1000} s`));
    this.#watch = this.#client.makeServerStreamRequest(path, requestSerialize, responseDeserialize, {});
    this.#watch.on('data', (status: WireStatus) => {
      this.#newest = status;
      this.#tell();
    });
    this.#probe = new AliveProbe({ ask: (answered) => this.#describe(answered), dead: (why) => this.#end(why), clock });
    this.#describe((error) => (error === undefined ? this.#probe.begin() : this.#end(error)));
    this.#watch.on('error', (error: ServiceError) => this.#end(reasonOf(error)));
    this.#watch.on('end', () => this.#end('it closed the connection'));
  }

  send(message: ToEngine): void {
    if (this.#ended) return;
    switch (message.type) {
      case 'load':
        return;
      case 'open':
        return this.#open(message);
      case 'close':
        return this.#close(message.session);
      case 'audio': {
        const { turn, at, pcm } = message;
        this.#probe.sent();
        return this.#write(message.session, { audio: { turn, at, pcm: Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength) } });
      }
      case 'finish':
        return this.#write(message.session, { finish: { turn: message.turn } });
    }
  }

  stop(): void {
    this.#end('stopped');
  }

  kill(): void {
    this.#end('given up');
  }

  /** What it can do; asked again and again, it also tells that it is there. */
  #describe(answered: (error: string | undefined) => void): void {
    const { path, requestSerialize, responseDeserialize } = method<object, WireDescription>(recogniserService(), 'Describe');
    this.#client.makeUnaryRequest(path, requestSerialize, responseDeserialize, {}, (error, told) => {
      if (error || !told) return answered(error ? reasonOf(error) : 'it does not describe itself');
      answered(undefined);
      if (this.#can) return;
      const { sample_rates: sampleRates, grammar, word_times: wordTimes, partials, hot_words: hotWords, batch } = told;
      this.#can = { sampleRates, grammar, wordTimes, partials, hotWords, batch };
      this.#tell();
    });
  }

  #tell(): void {
    if (!this.#newest || !this.#can || this.#ended) return;
    this.#patience.cancel();
    const { models, streams, capacity, draining } = this.#newest;
    const served = models.map(({ name, language }) => ({ name, language: language === '' ? undefined : language }));
    this.messages.emit({ type: 'serves', models: served, streams, capacity, draining, can: this.#can });
  }

  #open({ session, model, grammar = [], hotWords = [] }: ToEngine & { type: 'open' }): void {
    const { path, requestSerialize, responseDeserialize } = method<RecogniseRequest, RecogniseResponse>(recogniserService(), 'Recognise');
    const call: Call = this.#client.makeBidiStreamRequest(path, requestSerialize, responseDeserialize);
    this.#calls.set(session, call);
    call.on('data', (response: RecogniseResponse) => this.#hear(session, response));
    call.on('error', (error: ServiceError) => this.#refused(session, call, reasonOf(error)));
    call.on('end', () => this.#refused(session, call, 'it ended the stream'));
    this.#write(session, { open: { model, grammar, hot_words: hotWords, sample_rate: 8000, client_turns: true } });
  }

  #write(session: number, request: RecogniseRequest): void {
    this.#calls.get(session)?.write(request);
  }

  #close(session: number): void {
    const call = this.#calls.get(session);
    this.#calls.delete(session);
    call?.cancel();
  }

  #hear(session: number, { handled, partial, final, dropped }: RecogniseResponse): void {
    this.#probe.heard();
    if (!this.#calls.has(session)) return;
    const say = (message: FromEngine) => this.messages.emit(message);
    for (let left = handled?.pieces ?? 0; left > 0; left--) say({ type: 'handled', session });
    if (partial) say({ type: 'partial', session, turn: partial.turn, words: partial.words, settled: partial.settled });
    if (final) say({ type: 'final', session, turn: final.turn, words: final.words });
    if (dropped) say({ type: 'grammar', session, dropped: dropped.phrases, free: dropped.free });
  }

  #refused(session: number, call: Call, reason: string): void {
    if (this.#calls.get(session) !== call) return;
    this.#calls.delete(session);
    this.messages.emit({ type: 'refused', session, reason });
  }

  #end(reason: string): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#patience.cancel();
    this.#probe.end();
    const calls = [...this.#calls.values()];
    this.#calls.clear();
    for (const call of calls) call.cancel();
    this.#watch.cancel();
    this.#client.close();
    this.exited.emit({ reason, detail: '' });
  }
}

/** `details` without the status name before it; TLS reasons stand in it. */
export const reasonOf = (error: ServiceError): string => error.details || error.message;
