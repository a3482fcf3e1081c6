import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Millis, SAMPLE_RATE, seededRandom, systemClock } from '#core';
import type { Transcription } from '#transcription';
import { inAskedLanguage } from '../language-option.ts';
import type { Terminal } from '../terminal.ts';
import { type EvaluateOrder, readEvaluate } from './evaluate-arguments.ts';
import { type Evaluation, type Judged, figuresOf, judge } from './evaluation.ts';
import { hearRecording } from './hear-recording.ts';
import { htmlReport } from './report/html-report.ts';
import { type ManifestEntry, readManifest } from './manifest.ts';
import { readRecording, recordingMistakes } from './read-recordings.ts';
import { cpuOf, recogniserFor } from './recogniser-for.ts';
import { throughTelephone } from './telephone-line.ts';
import { terminalReport } from './report/terminal-report.ts';

/** `evaluate`: how well and how fast recordings are recognised. Status 1 when manifest, engine or model are not in order. */
export const evaluate = (terminal: Terminal, args: readonly string[]): Promise<number> => inAskedLanguage(terminal, args, evaluateNow);

async function evaluateNow(terminal: Terminal, args: readonly string[]): Promise<number> {
  const { say, complain, words, from } = terminal;
  const order = readEvaluate(args, words);
  if (!order.ok) {
    complain(order.fault.message);
    return 2;
  }
  const manifest = resolve(from, order.value.manifest);
  const entries = entriesOf(manifest, order.value, terminal);
  if (!entries) return 1;
  const started = await recogniserFor(terminal, order.value, [...new Set(entries.map(({ language }) => language))]);
  if (!started.ok) {
    complain(started.fault.message);
    return 1;
  }
  const evaluation = await hearAll(started.value, entries, manifest, order.value, terminal);
  await started.value.close();
  const { html, json } = order.value;
  say(json ? JSON.stringify(evaluation) : terminalReport(evaluation, words));
  if (html === undefined) return 0;
  writeFileSync(resolve(from, html), htmlReport(evaluation, words, terminal.language));
  if (!json) say(words(`Written to ${resolve(from, html)}`, `已写入 ${resolve(from, html)}`));
  return 0;
}

/** Undefined: mistakes were told, each as `file:line  what`. */
function entriesOf(manifest: string, { speech }: EvaluateOrder, { words, complain }: Terminal): readonly ManifestEntry[] | undefined {
  let source: string;
  try {
    source = readFileSync(manifest, 'utf8');
  } catch {
    complain(words(`The manifest ${manifest} cannot be read.`, `无法读取清单文件 ${manifest}。`));
    return undefined;
  }
  const { entries, mistakes } = readManifest(source, speech, words);
  const all = [...mistakes, ...recordingMistakes(entries, dirname(manifest), words)].toSorted((a, b) => a.line - b.line);
  for (const { line, message } of all) complain(`${manifest}:${line}  ${message}`);
  return all.length > 0 ? undefined : entries;
}

async function hearAll(transcription: Transcription, entries: readonly ManifestEntry[], manifest: string, order: EvaluateOrder, terminal: Terminal): Promise<Evaluation> {
  const { line, seed, speed } = order;
  const random = seededRandom(seed);
  const judged: Judged[] = [];
  const began = systemClock.now();
  const cpuBefore = cpuOf(transcription.pids());
  for (const entry of entries) {
    const read = readRecording(entry, dirname(manifest), terminal.words);
    if (typeof read === 'string') continue;
    const onLine = line ? throughTelephone(read.pcm, line, random) : { pcm: read.pcm, packets: 0, lost: 0 };
    const heard = await hearRecording(transcription, onLine.pcm, { language: entry.language, speed, clock: systemClock });
    judged.push({ entry, heard, ...judge(entry, heard), seconds: read.pcm.length / SAMPLE_RATE, packets: onLine.packets, lostPackets: onLine.lost });
  }
  const figures = figuresOf(judged);
  const seconds = judged.reduce((total, one) => total + one.seconds, 0);
  const engine = order.engine ?? 'local';
  const engines = transcription.engines.map(({ language, model }) => ({ language, model: order.model ?? model ?? '–', engine }));
  const used = engines.filter(({ language }) => entries.some((entry) => entry.language === language));
  return { manifest, at: systemClock.wall(), engines: used, line: line && { ...line, seed }, speed, figures, judged, ...workOf(transcription, cpuBefore, systemClock.now() - began, seconds) };
}

function workOf(transcription: Transcription, cpuBefore: number | undefined, passed: Millis, seconds: number): Pick<Evaluation, 'realTimeFactor' | 'realTimeBy'> {
  const cpu = cpuOf(transcription.pids());
  if (cpu === undefined || cpuBefore === undefined) return { realTimeFactor: passed / 1000 / seconds, realTimeBy: 'clock' };
  return { realTimeFactor: (cpu - cpuBefore) / seconds, realTimeBy: 'cpu' };
}
