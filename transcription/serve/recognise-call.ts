import { type ServerDuplexStream, status } from '@grpc/grpc-js';
import { SAMPLE_RATE, type Samples } from '#core';
import type { TranscriptUpdate } from '../port.ts';
import type { Recognition } from '../pool/recognition.ts';
import type { RecogniseRequest, RecogniseResponse, WireAudio, WireOpen } from '../remote/protocol.ts';
import { TurnCutter } from '../voice/turn-cutter.ts';
import { AckCount } from './ack-count.ts';
import { FlowGate } from './flow-gate.ts';
import type { RecogniserHouse } from './recogniser-house.ts';
import { refuse, whyNot } from './refuse.ts';

type Call = ServerDuplexStream<RecogniseRequest, RecogniseResponse>;

/** Four seconds at 16 bit and 8 kHz; more at once is no stream. */
const LARGEST_AUDIO = 64 << 10;
/** As long as the recogniser's own turns; of a stream 60 s are kept. */
const LONGEST_TURN: Samples = 40 * SAMPLE_RATE;

/** One `Recognise` call: its audio to a recognition of the pool, its words back. */
export function recognise(house: RecogniserHouse, call: Call): void {
  const served = new ServedCall(house, call);
  call.on('data', (request: RecogniseRequest) => served.hear(request));
  call.on('end', () => served.finish());
  call.on('cancelled', () => served.leave());
  call.on('error', () => served.leave());
  // The drain is over: whoever is still here goes on elsewhere.
  const forget = house.scope.onEnd(() => refuse(call, status.UNAVAILABLE, 'the recogniser ends; ask another one'));
  served.gone = forget;
}

class ServedCall {
  gone: () => void = () => {};
  readonly #house: RecogniserHouse;
  readonly #call: Call;
  readonly #gate: FlowGate;
  readonly #acks = new AckCount();
  #recognition: Recognition | undefined;
  #cutter: TurnCutter | undefined;
  #position: Samples = 0;
  #turn = { number: 0, length: 0 };
  #leave: (() => void) | undefined;
  #over = false;

  constructor(house: RecogniserHouse, call: Call) {
    this.#house = house;
    this.#call = call;
    this.#gate = new FlowGate(call);
  }

  hear({ open, audio, finish }: RecogniseRequest): void {
    if (open) return this.#open(open);
    if (!this.#recognition) return this.#refuse(status.INVALID_ARGUMENT, 'the first message must be `open`');
    if (audio) return this.#audio(this.#recognition, audio);
    if (finish) this.#recognition.add({ kind: 'finish', turn: finish.turn });
  }

  /** The client sends no more: its last words, then the end. */
  finish(): void {
    const { clock } = this.#house.options;
    this.#cutter?.end();
    const recognition = this.#recognition;
    if (!recognition) return this.#over ? undefined : this.#refuse(status.INVALID_ARGUMENT, 'nothing was sent; the first message must be `open`');
    const end = () => {
      timer.cancel();
      this.leave();
      this.#call.end();
    };
    const timer = clock.after(LAST_WORDS, end);
    void recognition.settled().then(end);
  }

  leave(): void {
    this.#over = true;
    this.gone();
    this.#recognition = undefined;
    this.#leave?.();
    this.#leave = undefined;
  }

  #open({ language = '', model = '', grammar = [], hot_words: hotWords = [], sample_rate: rate = 0, client_turns: clientTurns = false }: WireOpen): void {
    if (this.#recognition) return this.#refuse(status.INVALID_ARGUMENT, '`open` comes once');
    if (rate !== 0 && rate !== SAMPLE_RATE) return this.#refuse(status.INVALID_ARGUMENT, `sample_rate ${rate} is not taken; send ${SAMPLE_RATE} Hz`);
    const found = this.#house.modelFor(language, model);
    if (!found) return this.#refuse(status.NOT_FOUND, whyNot(this.#house, language, model));
    const admission = this.#house.admit(found, {
      grammar,
      hotWords,
      everyFinal: clientTurns,
      update: (update) => this.#tell(update),
      trouble: () => {},
      dropped: (phrases, free) => void this.#call.write({ dropped: { phrases, free } }),
      progress: (what) => this.#progress(what),
    });
    if (!admission.ok && admission.why === 'full') return this.#refuse(status.RESOURCE_EXHAUSTED, `all ${this.#house.options.capacity} streams are taken; ask another recogniser, or later`);
    if (!admission.ok) return this.#refuse(status.UNAVAILABLE, 'the recogniser is about to end; ask another one');
    const { recognition, leave } = admission;
    this.#recognition = recognition;
    this.#leave = leave;
    if (!clientTurns) this.#cutter = new TurnCutter((piece) => this.#give(recognition, piece), { audio: true });
    this.#call.write({ opened: { model: found.name } });
  }

  #give(recognition: Recognition, piece: Parameters<ConstructorParameters<typeof TurnCutter>[0]>[0]): void {
    if (piece.kind === 'voice') return;
    if (piece.kind === 'audio') this.#gate.taken(piece.pcm.length);
    recognition.add(piece);
  }

  #audio(recognition: Recognition, { pcm: bytes, turn = 0, at = 0 }: WireAudio): void {
    if (bytes.length > LARGEST_AUDIO || bytes.length % 2 === 1) return this.#refuse(status.INVALID_ARGUMENT, `audio of ${bytes.length} bytes: whole 16-bit samples, at most ${LARGEST_AUDIO} bytes`);
    const pcm = new Int16Array(bytes.length >> 1);
    Buffer.from(pcm.buffer).set(bytes);
    if (this.#cutter) {
      this.#cutter.push({ at: this.#position, pcm });
      this.#position += pcm.length;
      return;
    }
    this.#turn = { number: turn, length: (turn === this.#turn.number ? this.#turn.length : 0) + pcm.length };
    if (this.#turn.length > LONGEST_TURN) return this.#refuse(status.INVALID_ARGUMENT, 'a turn of more than 40 s; send `finish` in pauses, or leave the turns to the recogniser');
    this.#gate.taken(pcm.length);
    recognition.add({ kind: 'audio', turn, at, pcm, voiced: true });
  }

  #progress(what: 'handled' | 'replaced'): void {
    if (what === 'replaced') return this.#acks.replaced();
    if (!this.#acks.handled()) return;
    this.#gate.done();
    if (!this.#cutter) this.#call.write({ handled: { pieces: 1 } });
  }

  #tell({ kind, turn, words, settled = 0 }: TranscriptUpdate): void {
    if (kind === 'final') this.#acks.final();
    this.#call.write(kind === 'final' ? { final: { turn, words, settled: words.length } } : { partial: { turn, words, settled } });
  }

  #refuse(code: status, message: string): void {
    this.leave();
    refuse(this.#call, code, message);
  }
}

/** A process that is replaced at the very end needs about half a second to catch up. */
const LAST_WORDS = 10_000;
