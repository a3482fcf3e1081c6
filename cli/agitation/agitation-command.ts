import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type AgitationPolicy, curveOf, type LabelledSpan, loadWeights, readManifest, type Sample, samplesOf, train, UNTRAINED, writeWeights } from '#agitation';
import type { Result } from '#core';
import { inAskedLanguage, optionMistake } from '../language-option.ts';
import type { Terminal } from '../terminal.ts';
import { curveLines, reportLines } from './told.ts';
import { readRecording } from './read-recording.ts';

const OPTIONS = { out: { type: 'string' }, weights: { type: 'string' }, baseline: { type: 'string', default: '15' }, json: { type: 'boolean', default: false } } as const;

interface Wanted {
  readonly order: string;
  readonly file: string;
  readonly out?: string | undefined;
  readonly weights?: string | undefined;
  readonly baseline: number;
  readonly json: boolean;
}

/** `agitation train MANIFEST`, `agitation measure RECORDING`. */
export const agitation = (terminal: Terminal, args: readonly string[]): Promise<number> => inAskedLanguage(terminal, args, run);

async function run(terminal: Terminal, args: readonly string[]): Promise<number> {
  const wanted = read(terminal, args);
  if (typeof wanted === 'string') {
    terminal.complain(wanted);
    return 2;
  }
  return wanted.order === 'train' ? trainOn(terminal, wanted) : measure(terminal, wanted);
}

function read({ words }: Terminal, args: readonly string[]): Wanted | string {
  try {
    const { values, positionals: [order = '', file, extra] } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
    const baseline = Number(values.baseline);
    if (order !== 'train' && order !== 'measure') return words('Known: agitation train MANIFEST, agitation measure RECORDING. See ./huawu help', '可用：agitation train 清单文件、agitation measure 录音。参见 ./huawu help');
    if (file === undefined) return words(`agitation ${order}: the file is missing. See ./huawu help`, `agitation ${order}：缺少文件。参见 ./huawu help`);
    if (extra !== undefined) return words(`"${extra}" is one word too many. See ./huawu help`, `多余的参数“${extra}”。参见 ./huawu help`);
    if (!(baseline >= 5 && baseline <= 120)) return words('--baseline is seconds of speech from 5 to 120', '--baseline 为 5 到 120 秒的语音');
    return { order, file, out: values.out, weights: values.weights, baseline, json: values.json };
  } catch (error) {
    return `${optionMistake(error, words)}. ${words('See ./huawu help', '参见 ./huawu help')}`;
  }
}

function trainOn(terminal: Terminal, { file, out, baseline, json }: Wanted): number {
  const manifest = resolve(terminal.from, file);
  const spans = taken(terminal, textOf(manifest, (text) => readManifest(text, file)));
  if (!spans) return 1;
  const samples = taken(terminal, samplesOfAll(terminal, spans, dirname(manifest), baseline));
  const report = samples && taken(terminal, train(samples));
  if (!report) return 1;
  if (json) terminal.say(JSON.stringify(report, undefined, 2));
  else for (const line of reportLines(report, terminal.words)) terminal.say(line);
  if (out === undefined) return 0;
  writeFileSync(resolve(terminal.from, out), writeWeights(report.weights));
  if (!json) terminal.say(terminal.words(`Weights: ${out}. Name them as agitation.weightsFile in the configuration.`, `权重已写入 ${out}，请在配置中以 agitation.weightsFile 指定。`));
  return 0;
}

/** One recording after the other, each read once. */
function samplesOfAll({ redraw, words }: Terminal, spans: readonly LabelledSpan[], folder: string, baseline: number): Result<readonly Sample[]> {
  const files = [...new Set(spans.map(({ file }) => file))];
  const samples: Sample[] = [];
  for (const [i, file] of files.entries()) {
    redraw?.(words(`measuring ${i + 1} of ${files.length}: ${file}`, `正在测量 ${i + 1}/${files.length}：${file}`));
    const recording = readRecording(resolve(folder, file));
    if (!recording.ok) return recording;
    samples.push(...samplesOf(recording.value.windows, spans.filter((span) => span.file === file), baseline));
  }
  redraw?.('');
  return { ok: true, value: samples };
}

function measure(terminal: Terminal, { file, weights: weightsFile, baseline, json }: Wanted): number {
  const weights = weightsFile === undefined ? UNTRAINED : taken(terminal, textOf(resolve(terminal.from, weightsFile), (text) => loadWeights(text, weightsFile)));
  const recording = weights && taken(terminal, readRecording(resolve(terminal.from, file)));
  if (!recording) return 1;
  const policy: AgitationPolicy = { baselineSeconds: baseline, smoothing: 0.5, weights, alerts: { speakers: ['caller', 'agent'], severity: 'warn', from: 0.6, windows: 3, cooldownSeconds: 60 } };
  const { curve, alerts } = curveOf({ from: 0, until: recording.seconds, agent: '' }, recording.windows, [], policy);
  if (json) terminal.say(JSON.stringify({ curve, alerts }, undefined, 2));
  else for (const line of curveLines(curve, alerts, terminal.words)) terminal.say(line);
  return 0;
}

function taken<T>({ complain }: Terminal, result: Result<T>): T | undefined {
  if (result.ok) return result.value;
  complain(`${result.fault.message} [${result.fault.code}]`);
  return undefined;
}

/** A file that cannot be read is told by its reader, as an empty text with the reason. */
function textOf<T>(file: string, take: (text: string) => Result<T>): Result<T> {
  try {
    return take(readFileSync(file, 'utf8'));
  } catch (error) {
    const read = take('');
    if (read.ok) return read;
    read.fault.message = `${file}: ${error instanceof Error ? error.message : String(error)}`;
    return read;
  }
}
