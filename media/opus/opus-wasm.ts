import { createRequire } from 'node:module';

/** libopus inside npm `opusscript`. Its own wrapper writes outside the memory it asks for, so it is used directly. */
export interface OpusModule {
  readonly HEAPU8: Uint8Array;
  readonly HEAPU16: Uint16Array;
  _malloc(bytes: number): number;
  _free(at: number): void;
  readonly OpusScriptHandler: {
    new (rate: number, channels: number, application: number): OpusHandler;
    destroy_handler(handler: OpusHandler): void;
  };
}

/** Samples lie one byte per 16-bit word, low byte first: that is how the binding takes and gives them. */
export interface OpusHandler {
  _encode(pcm: number, bytes: number, into: number, frame: number): number;
  _decode(data: number, bytes: number, into: number): number;
  _encoder_ctl(request: number, value: number): number;
}

let loaded: OpusModule | undefined;

/** One instance per thread, made when the first leg needs Opus. */
export function opusModule(): OpusModule {
  loaded ??= (createRequire(import.meta.url)('opusscript/build/opusscript_native_wasm.js') as () => OpusModule)();
  return loaded;
}
