import { existsSync } from 'node:fs';
import { startEars } from '#agitation';
import type { Config } from '#config';
import { type Result, ok, silentLog, systemClock } from '#core';
import { factMaker } from '#mining';
import { type DerivedStore, openDerived } from '#store';
import type { Transcription } from '#transcription';
import { plansInForce } from '#qa';
import { recordingOfName } from '../../calls/index.ts';
import { curvesOfRecording } from '../../start/agitation/curves-of-recording.ts';
import { callSettings } from '../../start/settings/call-settings.ts';
import { keywordGroupsOf } from '../../start/web/open-mining.ts';
import { scorecardsOf } from '../../start/web/open-review.ts';
import { configurationOf } from '../check-configuration.ts';
import { recogniserFor } from '../evaluate/recogniser-for.ts';
import { inAskedLanguage } from '../language-option.ts';
import type { Terminal } from '../terminal.ts';
import { type AnalyseOrder, readAnalyseArguments } from './analyse-arguments.ts';
import { transcribeCall } from './transcribe-call.ts';
import { type Analysed, type Analysing, analyseCalls } from './analyse-calls.ts';

/** `analyse`: everything derived from ended calls is deleted and made again; also while the server runs. */
export const analyse = (terminal: Terminal, args: readonly string[]): Promise<number> => inAskedLanguage(terminal, args, run);

async function run(terminal: Terminal, args: readonly string[]): Promise<number> {
  const order = readAnalyseArguments(args, terminal.words);
  if (!order.ok) {
    terminal.complain(order.fault.message);
    return 2;
  }
  const done = await analyseAsAsked(terminal, order.value);
  terminal.redraw?.('');
  if (!done.ok) {
    terminal.complain(done.fault.message);
    return 1;
  }
  tell(terminal, order.value, done.value);
  return 0;
}

async function analyseAsAsked(terminal: Terminal, order: AnalyseOrder): Promise<Result<Analysed>> {
  const config = configurationOf(terminal, order.config);
  if (!config.ok) return config;
  const rules = rulesOf(config.value);
  if (!rules.ok) return rules;
  const { database, data, company } = config.value;
  const opened = await openDerived({ ...(database.url ? { databaseUrl: database.url } : {}), dataDir: data.folder, clock: systemClock, log: silentLog, progress: terminal.complain });
  if (!opened.ok) return opened;
  const derived = opened.value;
  const { settings, plans, groups } = rules.value;
  const recogniser = order.transcribe ? await recogniserFor(terminal, { models: [], ...(order.config === undefined ? {} : { config: order.config }), ...(order.engine === undefined ? {} : { engine: order.engine }) }, settings.languages) : undefined;
  if (recogniser?.ok === false) {
    await derived.close();
    return recogniser;
  }
  const measured = order.agitation && settings.agitation ? curvesMaker(derived, settings) : undefined;
  const parts: Analysing = { derived, facts: factMaker(groups), plans: await plansInForce(plans, derived.quality), policy: settings.policy, timeZone: company.timeZone, clock: systemClock, curves: measured?.make, transcribe: recogniser && wordsMaker(derived, settings, recogniser.value) };
  try {
    return ok(await analyseCalls(parts, order.which, order.fresh, (calls, of, perSecond) => progress(terminal, calls, of, perSecond)));
  } finally {
    await measured?.close();
    await recogniser?.value.close();
    await derived.close();
  }
}

/** What calls are analysed by, as the server at its start reads it. */
function rulesOf(config: Config) {
  const loaded = callSettings(config, { promptExists: () => true });
  if (!loaded.ok) return loaded;
  const { settings } = loaded.value;
  const scorecards = scorecardsOf(config, settings.policy);
  if (!scorecards.ok) return scorecards;
  const groups = keywordGroupsOf(config);
  return groups.ok ? ok({ settings, plans: scorecards.value.sampling, groups: groups.value }) : groups;
}

type Settings = Extract<ReturnType<typeof callSettings>, { ok: true }>['value']['settings'];

/** Words for calls that have a recording and none. */
function wordsMaker(derived: DerivedStore, settings: Settings, transcription: Transcription) {
  return async (id: string): Promise<boolean> => {
    const call = await derived.timeline.call(id);
    const file = call?.events.findLast(({ type }) => type === 'recording.finished')?.data['file'];
    if (!call || typeof file !== 'string' || call.events.some(({ type }) => type === 'transcript.final')) return false;
    const path = recordingOfName(file, settings);
    if (!existsSync(path)) return false;
    const turns = await transcribeCall(transcription, systemClock, path, call.summary.language === 'en' ? 'en' : 'zh', call.events);
    return turns !== undefined && turns.length > 0 && derived.addWords(id, turns, systemClock.wall());
  };
}

/** Curves of calls that have a recording; those of others stay as they are. */
function curvesMaker({ timeline, agitation }: DerivedStore, settings: Settings) {
  const ears = startEars({ clock: systemClock, log: silentLog });
  const make = async (id: string): Promise<number> => {
    const { agitation: policy } = settings;
    const call = policy && (await timeline.call(id));
    const file = call?.events.findLast(({ type }) => type === 'recording.finished')?.data['file'];
    if (!policy || typeof file !== 'string') return 0;
    const made = await curvesOfRecording(ears, policy, recordingOfName(file, settings), call?.events ?? []);
    if (!made.ok) return 0;
    await agitation.forget(id);
    for (const curve of made.value) await agitation.keep(id, curve);
    return made.value.length;
  };
  return { make, close: () => ears.close() };
}

function progress({ redraw, words }: Terminal, calls: number, of: number, perSecond: number): void {
  const left = Math.ceil((of - calls) / Math.max(perSecond, 0.1));
  redraw?.(words(`${calls} of ${of} calls, ${perSecond.toFixed(0)} a second, ${left} s left`, `${calls}/${of} 通,每秒 ${perSecond.toFixed(0)} 通,剩余 ${left} 秒`));
}

function tell({ say, words }: Terminal, { json }: AnalyseOrder, done: Analysed): void {
  const { calls, before, curves, transcribed, seconds } = done;
  const perSecond = Math.round((calls - before) / Math.max(seconds, 0.1));
  if (json) return say(JSON.stringify({ ...done, perSecond }));
  if (transcribed > 0) say(words(`${transcribed} calls were given words from their recordings.`, `${transcribed} 通通话由录音补出文字。`));
  if (before > 0) say(words(`Went on after ${before} calls of the run before.`, `从上次中断处继续:之前已完成 ${before} 通。`));
  say(words(`${calls} calls analysed anew in ${seconds} s (${perSecond} a second): search, mining, scores, summaries, samples; ${curves} curves of agitation.`, `${calls} 通通话已重新分析,用时 ${seconds} 秒(每秒 ${perSecond} 通):检索、挖掘、评分、摘要、抽样;情绪激动曲线 ${curves} 条。`));
}
