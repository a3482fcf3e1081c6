/** The published interface of vosk-server, so that its clients can use this recogniser. */
import { type ServerDuplexStream, status } from '@grpc/grpc-js';
import { type CallSeconds, SAMPLE_RATE, type Samples } from '#core';
import type { TranscriptUpdate, Word } from '../port.ts';
import type { Recognition } from '../pool/recognition.ts';
import { TurnCutter } from '../voice/turn-cutter.ts';
import { AckCount } from './ack-count.ts';
import { FlowGate } from './flow-gate.ts';
import type { RecogniserHouse } from './recogniser-house.ts';
import { refuse, whyNot } from './refuse.ts';

interface Spec {
  readonly sample_rate_hertz: number;
  readonly language_code: string;
  readonly model: string;
  readonly partial_results: boolean;
  readonly enable_word_time_offsets: boolean;
}

interface SttRequest {
  readonly config?: { readonly specification: Spec | null };
  readonly audio_content?: Buffer;
}

type Call = ServerDuplexStream<SttRequest, object>;

const LAST_WORDS = 10_000;

/** Audio in, chunks out: a final one per turn that this recogniser finds, partial ones when asked for. */
export function sttRecognise(house: RecogniserHouse, call: Call): void {
  const gate = new FlowGate(call);
  const acks = new AckCount();
  let recognition: Recognition | undefined;
  let cutter: TurnCutter | undefined;
  let leave = () => {};
  let position: Samples = 0;
  const forget = house.scope.onEnd(() => refuse(call, status.UNAVAILABLE, 'the recogniser ends; ask another one'));
  const gone = () => {
    forget();
    recognition = undefined;
    leave();
  };
  const open = (spec: Spec): void => {
    if (spec.sample_rate_hertz !== SAMPLE_RATE) return refuse(call, status.INVALID_ARGUMENT, `sample_rate_hertz ${spec.sample_rate_hertz} is not taken; send ${SAMPLE_RATE}`);
    const found = house.modelFor(spec.language_code, spec.model) ?? (spec.language_code === '' && spec.model === '' ? house.options.models[0] : undefined);
    if (!found) return refuse(call, status.NOT_FOUND, whyNot(house, spec.language_code, spec.model));
    const admission = house.admit(found, {
      update: (update) => tell(update, spec),
      trouble: () => {},
      progress: (what) => (what === 'replaced' ? acks.replaced() : acks.handled() && gate.done()),
    });
    if (!admission.ok) return refuse(call, admission.why === 'full' ? status.RESOURCE_EXHAUSTED : status.UNAVAILABLE, admission.why === 'full' ? 'all streams are taken' : 'the recogniser is about to end');
    const of = (recognition = admission.recognition);
    leave = admission.leave;
    cutter = new TurnCutter((piece) => {
      if (piece.kind === 'voice') return;
      if (piece.kind === 'audio') gate.taken(piece.pcm.length);
      of.add(piece);
    }, { audio: true });
  };
  const tell = ({ kind, words }: TranscriptUpdate, { partial_results: partials, enable_word_time_offsets: times }: Spec) => {
    if (kind === 'final') acks.final();
    else if (!partials) return;
    call.write({ chunks: [chunk(words, kind === 'final', times)] });
  };
  call.on('data', ({ config, audio_content: bytes }: SttRequest) => {
    if (config?.specification && !recognition) return open(config.specification);
    if (!recognition || !bytes) return refuse(call, status.INVALID_ARGUMENT, 'first a config with a specification, then audio_content');
    const pcm = new Int16Array(bytes.length >> 1);
    Buffer.from(pcm.buffer).set(bytes.subarray(0, pcm.byteLength));
    cutter?.push({ at: position, pcm });
    position += pcm.length;
  });
  call.on('end', () => {
    cutter?.end();
    if (!recognition) return gone();
    const end = () => {
      timer.cancel();
      gone();
      call.end();
    };
    const timer = house.options.clock.after(LAST_WORDS, end);
    void recognition.settled().then(end);
  });
  call.on('cancelled', gone);
  call.on('error', gone);
}

function chunk(words: readonly Word[], final: boolean, times: boolean) {
  const text = words.map((word) => word.text).join(' ');
  const confidence = words.reduce((sum, word) => sum + word.confidence, 0) / Math.max(1, words.length);
  const timed = words.map((word) => ({ word: word.text, start_time: duration(word.start), end_time: duration(word.end), confidence: word.confidence }));
  return { alternatives: [{ text, confidence, words: final && times ? timed : [] }], final, end_of_utterance: final };
}

function duration(at: CallSeconds) {
  const seconds = Math.floor(at);
  return { seconds, nanos: Math.round((at - seconds) * 1e9) };
}
