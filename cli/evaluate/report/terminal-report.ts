import type { ErrorCounts, Step } from '#transcription';
import type { Words } from '../../words.ts';
import type { Delays, Evaluation, Figures, Judged } from '../evaluation.ts';

/** Columns a line of the alignment takes at most. */
const WIDTH = 100;
const MARKS: Record<Step['kind'], string> = { correct: '', substitution: 'S', deletion: 'D', insertion: 'I' };

/** Figures, then every recording with errors, what was said above what was heard. */
export function terminalReport(evaluation: Evaluation, words: Words): string {
  const { judged, figures } = evaluation;
  const wrong = judged.filter(({ steps, heard }) => heard.troubles.length > 0 || steps.some(({ kind }) => kind !== 'correct'));
  return [
    conditions(evaluation, words).join('\n'),
    table(figures, words),
    speedLine(evaluation, words),
    ...wrong.map((one) => recordingLines(one, words)),
    words(`${judged.length - wrong.length} of ${judged.length} recordings without an error.`, `${judged.length} 条录音中 ${judged.length - wrong.length} 条完全正确。`),
  ].join('\n\n');
}

/** Under what conditions: engine, model, line. */
export function conditions({ manifest, engines, line, speed, judged }: Evaluation, words: Words): readonly string[] {
  const lost = judged.reduce((sum, { lostPackets }) => sum + lostPackets, 0);
  const packets = judged.reduce((sum, one) => sum + one.packets, 0);
  const law = line?.law === 'alaw' ? 'G.711 A-law' : 'G.711 µ-law';
  return [
    words(`Manifest   ${manifest}`, `清单     ${manifest}`),
    ...engines.map(({ language, model, engine }) => words(`Engine     ${engine}, model ${model} (${language})`, `引擎     ${engine},模型 ${model}(${language})`)),
    line
      ? words(
          `Line       8 kHz, ${law}, ${share(line.loss)} loss asked for (${lost} of ${packets} packets lost, bursts of ${line.burst}), jitter up to ${line.jitter} ms, seed ${line.seed}`,
          `线路     8 kHz,${law},设定丢包 ${share(line.loss)}(实际 ${lost}/${packets} 个包,平均连续 ${line.burst} 个),抖动最大 ${line.jitter} ms,种子 ${line.seed}`,
        )
      : words('Line       none: the recordings at 8 kHz', '线路     无:录音直接转为 8 kHz'),
    words(`Pace       ${speed} times that of a call`, `速度     通话的 ${speed} 倍`),
  ];
}

export function speedLine({ realTimeFactor, realTimeBy }: Evaluation, words: Words): string {
  const by = realTimeBy === 'cpu' ? words('CPU time of the recogniser', '识别进程的 CPU 时间') : words('time passed, so at most this', '按经过时间计,为上限');
  return words(`Real-time factor ${realTimeFactor.toFixed(3)} (${by})`, `实时率 ${realTimeFactor.toFixed(3)}(${by})`);
}

/** Heading and rows of the figures. */
export function figureRows(figures: readonly Figures[], words: Words): readonly (readonly string[])[] {
  const head = [words('speech', '语言'), words('recordings', '录音'), words('audio', '时长'), 'WER', 'CER', 'S', 'D', 'I', words('final ms p50/p95/p99', '终稿 ms p50/p95/p99'), words('spoken→final', '说完→终稿'), words('partial', '中间结果')];
  const rows = figures.map(({ of, recordings, seconds, wordErrors, characterErrors, final, spokenToFinal, partial }) => {
    const unit: ErrorCounts = of === 'zh' ? characterErrors : wordErrors;
    return [of === 'all' ? words('all', '全部') : of, String(recordings), `${seconds.toFixed(1)} s`, share(wordErrors.rate), share(characterErrors.rate), String(unit.substitutions), String(unit.deletions), String(unit.insertions), delays(final), delays(spokenToFinal), delays(partial)];
  });
  return [head, ...rows];
}

function table(figures: readonly Figures[], words: Words): string {
  const rows = figureRows(figures, words);
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => widthOf(row[column] ?? ''))));
  return rows.map((row) => row.map((cell, column) => (column === 0 ? cell + gap(cell, widths[column]) : gap(cell, widths[column]) + cell)).join('  ')).join('\n');
}

function recordingLines({ entry, steps, wordErrors, characterErrors, heard }: Judged, words: Words): string {
  const rate = entry.language === 'zh' ? `CER ${share(characterErrors.rate)}` : `WER ${share(wordErrors.rate)}`;
  const title = `${entry.file}  ${rate}${heard.troubles.length > 0 ? `  (${heard.troubles.join(', ')})` : ''}`;
  return [title, ...alignmentLines(steps, [words('said ', '原文'), words('heard', '识别'), words('     ', '    ')])].join('\n');
}

/** Three rows: said, heard, and S, D or I below what differs; broken where the terminal ends. */
export function alignmentLines(steps: readonly Step[], titles: readonly [string, string, string]): readonly string[] {
  const rows: [string, string, string][] = [['', '', '']];
  for (const { kind, said, heard } of steps) {
    const cells = [said || '*', heard || '*', MARKS[kind]];
    const width = Math.max(...cells.map(widthOf));
    let row = rows.at(-1) ?? ['', '', ''];
    if (widthOf(row[0]) + width + 1 > WIDTH) rows.push((row = ['', '', '']));
    cells.forEach((cell, index) => (row[index as 0 | 1 | 2] += `${cell}${gap(cell, width)} `));
  }
  return rows.flatMap((row) => row.map((cells, index) => `  ${titles[index as 0 | 1 | 2]}  ${cells}`.trimEnd()).filter((line, index) => index < 2 || line !== ''));
}

export const share = (rate: number) => `${(100 * rate).toFixed(1)} %`;
export const delays = ({ count, p50, p95, p99 }: Delays) => (count === 0 ? '–' : `${p50}/${p95}/${p99}`);

/** Columns a text takes at a terminal: Chinese characters take two. */
const widthOf = (text: string) => [...text].reduce((sum, letter) => sum + (/[\u2e80-\ua4cf\uff00-\uff60]/u.test(letter) ? 2 : 1), 0);
const gap = (text: string, width = 0) => ' '.repeat(Math.max(0, width - widthOf(text)));
