import { SAMPLE_RATE } from '#core';
import { type OpusHandler, opusModule } from './opus-wasm.ts';

/** RFC 6716 §2: 120 ms at 8 kHz are the most samples of a packet. */
const MOST_SAMPLES = 960;
/** Longest packet libopus writes here. */
const MOST_BYTES = 1276;
const VOIP = 2048;
/** OPUS_SET_COMPLEXITY: of 0 to 10; above 5 costs double and is not heard at 8 kHz. */
const SET_COMPLEXITY = 4010;
const COMPLEXITY = 5;

/**
 * Encoder and decoder of one leg. libopus works at 8 kHz here and converts to and from what the browser has by itself
 * (RFC 6716 §2.1.1: every decoder can decode every stream at any of its rates), so there is no resampler of ours.
 */
export class OpusCodec {
  readonly #handler: OpusHandler;
  readonly #pcm: number;
  readonly #packet: number;
  readonly #samples = new Int16Array(MOST_SAMPLES);
  #open = true;

  constructor() {
    const module = opusModule();
    this.#handler = new module.OpusScriptHandler(SAMPLE_RATE, 1, VOIP);
    this.#handler._encoder_ctl(SET_COMPLEXITY, COMPLEXITY);
    // One 16-bit word per byte of sound: 4 bytes per sample. 60 ms is what the binding itself bounds frames to, and more is asked for here.
    this.#pcm = module._malloc(MOST_SAMPLES * 6 * 4);
    this.#packet = module._malloc(MOST_BYTES * 3);
  }

  /** Samples at 8 kHz, valid until the next call; undefined = damaged. */
  decode(packet: Uint8Array): Int16Array | undefined {
    if (!this.#open || packet.length === 0 || packet.length > MOST_BYTES * 3) return undefined;
    const module = opusModule();
    module.HEAPU8.set(packet, this.#packet);
    const count = this.#handler._decode(this.#packet, packet.length, this.#pcm);
    if (count <= 0 || count > MOST_SAMPLES) return undefined;
    const words = module.HEAPU16;
    const from = this.#pcm >> 1;
    for (let i = 0; i < count; i++) this.#samples[i] = ((words[from + 2 * i] as number) & 255) | ((words[from + 2 * i + 1] as number) << 8);
    return this.#samples.subarray(0, count);
  }

  /** A packet of 10, 20, 40 or 60 ms, valid until the next call; undefined = another length. */
  encode(pcm: Int16Array): Uint8Array | undefined {
    if (!this.#open || ![80, 160, 320, 480].includes(pcm.length)) return undefined;
    const module = opusModule();
    const words = module.HEAPU16;
    const at = this.#pcm >> 1;
    for (const [i, sample] of pcm.entries()) {
      words[at + 2 * i] = sample & 255;
      words[at + 2 * i + 1] = (sample >> 8) & 255;
    }
    const length = this.#handler._encode(this.#pcm, pcm.length * 2, this.#packet, pcm.length);
    return length > 0 ? module.HEAPU8.subarray(this.#packet, this.#packet + length) : undefined;
  }

  /** Gives the memory back. */
  close(): void {
    if (!this.#open) return;
    this.#open = false;
    const module = opusModule();
    module.OpusScriptHandler.destroy_handler(this.#handler);
    module._free(this.#pcm);
    module._free(this.#packet);
  }
}
