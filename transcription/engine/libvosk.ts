/** Adapter: the C interface of libvosk 0.3, called through koffi. A Kaldi assertion inside ends the whole process. */
import koffi from 'koffi';

export interface VoskRecogniser {
  /** Feeds samples at the recogniser's rate; true when libvosk itself ended an utterance (then take `result`). */
  accept(pcm: Int16Array): boolean;
  /** JSON texts as libvosk gives them; the partial is bare text, which is much fresher than partial words. */
  partial(): string;
  result(): string;
  final(): string;
  free(): void;
}

export interface VoskModel {
  /** Undefined when libvosk refuses. `rate` in Hz; `grammar` a JSON list with at least one phrase of known words (see grammar.ts); with `alternatives` results hold so many. */
  recogniser(rate: number, options?: { readonly grammar?: string | undefined; readonly alternatives?: number }): VoskRecogniser | undefined;
  /** Is it a word of the model? */
  knows(word: string): boolean;
}

export interface VoskLibrary {
  /** Undefined when the folder holds no usable model. */
  model(path: string): VoskModel | undefined;
}

/** Opens libvosk.so at `path`; throws what the dynamic linker says. */
export function openVosk(path: string): VoskLibrary {
  const api = bind(koffi.load(path));
  api.setLogLevel(-1);
  return {
    model(folder) {
      const model: unknown = api.modelNew(folder);
      if (model === null) return undefined;
      return {
        recogniser: (rate, { grammar, alternatives = 0 } = {}) => recogniser(api, grammar === undefined ? api.recogniserNew(model, rate) : api.recogniserOf(model, rate, grammar), alternatives),
        knows: (word) => Number(api.findWord(model, word)) >= 0,
      };
    },
  };
}

type Api = ReturnType<typeof bind>;

function bind(library: ReturnType<typeof koffi.load>) {
  return {
    setLogLevel: library.func('void vosk_set_log_level(int level)'),
    modelNew: library.func('void *vosk_model_new(const char *path)'),
    recogniserNew: library.func('void *vosk_recognizer_new(void *model, float rate)'),
    recogniserOf: library.func('void *vosk_recognizer_new_grm(void *model, float rate, const char *grammar)'),
    findWord: library.func('int vosk_model_find_word(void *model, const char *word)'),
    recogniserFree: library.func('void vosk_recognizer_free(void *recognizer)'),
    setWords: library.func('void vosk_recognizer_set_words(void *recognizer, int on)'),
    setAlternatives: library.func('void vosk_recognizer_set_max_alternatives(void *recognizer, int most)'),
    accept: library.func('int vosk_recognizer_accept_waveform_s(void *recognizer, const int16_t *data, int length)'),
    partial: library.func('const char *vosk_recognizer_partial_result(void *recognizer)'),
    result: library.func('const char *vosk_recognizer_result(void *recognizer)'),
    final: library.func('const char *vosk_recognizer_final_result(void *recognizer)'),
  };
}

function recogniser(api: Api, handle: unknown, alternatives: number): VoskRecogniser | undefined {
  if (handle === null) return undefined;
  api.setWords(handle, 1);
  if (alternatives > 0) api.setAlternatives(handle, alternatives);
  return {
    accept(pcm) {
      const status = Number(api.accept(handle, pcm, pcm.length));
      // -1: an exception inside libvosk; it would go on in silence, so the process gives up and is replaced.
      if (status < 0) throw new Error('libvosk failed on a piece of audio');
      return status > 0;
    },
    partial: () => String(api.partial(handle)),
    result: () => String(api.result(handle)),
    final: () => String(api.final(handle)),
    free: () => void api.recogniserFree(handle),
  };
}
