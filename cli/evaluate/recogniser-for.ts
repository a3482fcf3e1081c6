import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Fault, type Language, type Result, failed, silentLog, systemClock, systemRandom } from '#core';
import { type ChoiceRule, type Transcription, findModels, startTranscription } from '#transcription';
import { configurationOf } from '../check-configuration.ts';
import type { Terminal } from '../terminal.ts';
import type { EvaluateOrder } from './evaluate-arguments.ts';

/** The recogniser that is asked for: models and engines of the configuration, one process. Faults: cli.unknown-model, cli.unknown-engine, cli.no-words. */
export async function recogniserFor(terminal: Terminal, order: Pick<EvaluateOrder, 'config' | 'models' | 'model' | 'engine'>, languages: readonly Language[]): Promise<Result<Transcription>> {
  const { words, from } = terminal;
  const config = configurationOf(terminal, order.config);
  if (!config.ok) return config;
  const { transcription: t, data } = config.value;
  const shipped = join(import.meta.dirname, '..', '..', 'models');
  const named = t.modelsFolder === undefined ? [join(data.folder, 'models'), shipped] : [t.modelsFolder];
  const modelDirs = order.models.length > 0 ? order.models.map((folder) => resolve(from, folder)) : named;
  const ids = ['local', ...t.engines.map(({ id }) => id)];
  if (order.engine !== undefined && !ids.includes(order.engine)) {
    return failed(new Fault('cli.unknown-engine', words(`There is no engine "${order.engine}" in the configuration; known: ${ids.join(', ')}.`, `配置中没有引擎“${order.engine}”;可用:${ids.join('、')}。`)));
  }
  const local = order.engine === undefined || order.engine === 'local';
  const known = (await findModels(modelDirs)).map(({ name }) => name);
  if (local && order.model !== undefined && !known.includes(order.model)) {
    return failed(new Fault('cli.unknown-model', words(`There is no model "${order.model}" in ${modelDirs.join(', ')}; known: ${known.join(', ') || 'none'}.`, `${modelDirs.join('、')} 中没有模型“${order.model}”;可用:${known.join('、') || '无'}。`)));
  }
  // Without an engine named, it is this machine that is judged: a chain of engines has no figures of its own.
  const choose: ChoiceRule[] = [{ engines: [order.engine ?? 'local'], ...(order.model === undefined ? {} : { model: order.model }) }];
  const remotes = t.engines.filter(({ id }) => id === order.engine);
  const started = await startTranscription({ modelDirs, processes: local ? 1 : 0, remotes, choose, clock: systemClock, random: systemRandom, log: silentLog });
  if (!started.ok) return started;
  const missing = started.value.engines.filter(({ language, missing: why }) => why !== undefined && languages.includes(language) && order.model === undefined);
  if (missing.length === 0) return started;
  await started.value.close();
  return failed(new Fault('cli.no-words', missing.map(({ language, missing: why }) => words(`no words in ${language}: ${why}`, `无法识别 ${language}:${why}`)).join('\n')));
}

const TICKS_PER_SECOND = 100;

/** CPU seconds of processes (Linux's /proc, fields 14 and 15 of stat); undefined elsewhere and for none. */
export function cpuOf(pids: readonly number[]): number | undefined {
  try {
    const used = pids.map((pid) => {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
    });
    return used.length === 0 ? undefined : used.reduce((total, one) => total + one, 0);
  } catch {
    return undefined;
  }
}

