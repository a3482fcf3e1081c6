import { parseArgs } from 'node:util';
import { Fault, type Language, type Result, failed, ok } from '#core';
import { optionMistake } from '../language-option.ts';
import type { Words } from '../words.ts';
import type { LineQuality } from './telephone-line.ts';

export interface EvaluateOrder {
  readonly manifest: string;
  readonly config?: string;
  /** Folders of models, instead of those of the configuration. */
  readonly models: readonly string[];
  readonly model?: string;
  /** Id of an engine of the configuration; `local` is this machine. */
  readonly engine?: string;
  /** Language of the recordings whose line names none. */
  readonly speech?: Language;
  /** Undefined: no telephone. */
  readonly line: LineQuality | undefined;
  readonly seed: number;
  readonly speed: number;
  readonly html?: string;
  readonly json: boolean;
}

const text = { type: 'string' } as const;
const OPTIONS = {
  config: { ...text, short: 'c' }, models: { ...text, multiple: true }, model: text, engine: text, speech: text, codec: { ...text, default: 'alaw' }, loss: { ...text, default: '0' },
  burst: { ...text, default: '1' }, jitter: { ...text, default: '0' }, seed: { ...text, default: '1' }, speed: { ...text, default: '8' }, html: text, json: { type: 'boolean', default: false },
} as const;

/** What the words after `evaluate` ask for. Faults: cli.bad-argument. */
export function readEvaluate(argv: readonly string[], words: Words): Result<EvaluateOrder> {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
    const [manifest, extra] = positionals;
    if (manifest === undefined) return bad(words('evaluate needs a manifest: lines of a WAV file, a tab and what is said in it', 'evaluate 需要清单文件:每行为 WAV 文件、制表符和所说文本'), words);
    if (extra !== undefined) return bad(words(`"${extra}" is one word too many`, `多余的参数“${extra}”`), words);
    const law = (['alaw', 'ulaw', 'none'] as const).find((each) => each === values.codec);
    if (law === undefined) return bad(words('--codec is alaw, ulaw or none', '--codec 为 alaw、ulaw 或 none'), words);
    const speech = (['zh', 'en'] as const).find((each) => each === values.speech);
    if (values.speech !== undefined && speech === undefined) return bad(words('--speech is zh or en', '--speech 为 zh 或 en'), words);
    const numbers = { loss: [0, 50], burst: [1, 50], jitter: [0, 500], seed: [0, 2 ** 31], speed: [1, 100] } as const;
    for (const [name, [from, to]] of Object.entries(numbers)) {
      const given = values[name as keyof typeof numbers].trim();
      if (!/^\d+(?:\.\d+)?$/u.test(given) || Number(given) < from || Number(given) > to) return bad(words(`--${name} is a number from ${from} to ${to}`, `--${name} 为 ${from} 到 ${to} 的数`), words);
    }
    const line = law === 'none' ? undefined : { law, loss: Number(values.loss) / 100, burst: Number(values.burst), jitter: Number(values.jitter) };
    if (!line && (Number(values.loss) > 0 || Number(values.jitter) > 0)) return bad(words('--loss and --jitter need a codec', '--loss 和 --jitter 需要编解码器'), words);
    const { config, models = [], model, engine, html, json } = values;
    return ok({
      manifest, models, line, json, seed: Number(values.seed), speed: Number(values.speed),
      ...(config === undefined ? {} : { config }), ...(model === undefined ? {} : { model }), ...(engine === undefined ? {} : { engine }),
      ...(speech === undefined ? {} : { speech }), ...(html === undefined ? {} : { html }),
    });
  } catch (error) {
    return bad(optionMistake(error, words), words);
  }
}

const bad = (what: string, words: Words) => failed(new Fault('cli.bad-argument', words(`${what}. See ./huawu help`, `${what}。参见 ./huawu help`)));
