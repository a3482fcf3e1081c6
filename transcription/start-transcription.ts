import { type Clock, Fault, type Log, type Random, type Result, type Scope, failed, ok } from '#core';
import { type RemoteEngine, capabilitiesOf } from './engine-port.ts';
import { localSource, openPool, remoteSources } from './open-pool.ts';
import type { Source } from './pool/recogniser-pool.ts';
import type { RecogniserState, Transcription } from './port.ts';
import { findLibrary } from './registry/find-library.ts';
import { type ModelChoice, chooseModels, findModels } from './registry/find-models.ts';
import type { Model } from './registry/read-model.ts';
import type { ChoiceRule } from './route/choose-engine.ts';
import { PooledTranscription } from './pooled-transcription.ts';

export interface TranscriptionOptions {
  /** Where models are looked for, in order of preference: model folders, or folders of them. */
  readonly modelDirs: readonly string[];
  /** Recogniser processes of this machine, about one per core; 0 leaves the words to remote engines, or switches them off. */
  readonly processes: number;
  /** Engines on other machines, best first; the processes of this machine (`local`) come after them. */
  readonly remotes?: readonly RemoteEngine[];
  /** Which calls get which model and engine; the first that fits. */
  readonly choose?: readonly ChoiceRule[];
  /** False: silence is decoded as well, at its cost; for measuring what gating saves. Default true. */
  readonly gate?: boolean;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Ends everything with it. */
  readonly scope?: Scope;
}

const LANGUAGES = ['zh', 'en'] as const;
/** More processes than any machine has cores is a slip of the pen. */
const MOST_PROCESSES = 256;

/**
 * Finds the models, starts the recogniser processes and connects to remote engines; resolves when they have loaded, or were
 * tried. A missing model or library, or an engine that is away, is no failure: `engines[].missing` says why and what to do, and
 * streams report voice only. Fails with `transcription.bad-processes`, `transcription.bad-tls`.
 */
export async function startTranscription(options: TranscriptionOptions): Promise<Result<Transcription>> {
  const { processes, modelDirs, remotes = [], choose = [], log } = options;
  if (!Number.isInteger(processes) || processes < 0 || processes > MOST_PROCESSES) {
    return failed(new Fault('transcription.bad-processes', `processes must be a whole number from 0 to ${MOST_PROCESSES}`));
  }
  const models = await findModels(modelDirs);
  const choice = chooseModels(models, modelDirs, LANGUAGES);
  const library = findLibrary();
  const off = processes === 0 ? 'transcription is switched off (0 processes)' : library.ok ? undefined : library.fault.message;
  const loaded = modelsToLoad(models, choice, choose);
  for (const name of missingModels(models, choose)) log.warn('a model named under transcription.choose is not on this machine', { model: name });
  const fixed = loaded.filter(({ phrases }) => !phrases).map(({ name }) => name);
  if (fixed.length > 0) log.warn('these speech models have a ready-made graph: where a menu or a queue names the phrases to listen for, they hear all their words all the same', { models: fixed });
  const sources: Source[] = [];
  for (const engine of remotes) {
    const made = await remoteSources(engine, options);
    if (!made.ok) return made;
    sources.push(...made.value);
  }
  if (library.ok && off === undefined && loaded.length > 0) sources.push(localSource(library.value, processes, loaded));
  const pool = sources.length > 0 ? openPool(sources, options) : undefined;
  const states = (): readonly RecogniserState[] =>
    (pool?.places() ?? []).map(({ can, ...place }) => {
      const kind = remotes.find(({ id }) => id === place.engine)?.kind ?? 'vosk';
      const languages = [...new Set(place.models.flatMap(({ language }) => language ?? []))];
      return { ...place, kind, capabilities: { ...capabilitiesOf(kind, languages), ...can } };
    });
  const transcription = new PooledTranscription({ clock: options.clock, languages: LANGUAGES, choice, pool, off, remotes: remotes.map(({ id }) => id), choose, gate: options.gate ?? true, states });
  options.scope?.onEnd(() => void transcription.close());
  await pool?.start();
  return ok(transcription);
}

/** The models of the languages, and those that rules name. */
function modelsToLoad(models: readonly Model[], choice: ModelChoice, choose: readonly ChoiceRule[]): readonly Model[] {
  const named = new Set(choose.map(({ model }) => model));
  const extra = models.filter(({ name, problem }) => named.has(name) && problem === undefined);
  const byName = new Map([...choice.chosen.values(), ...extra].map((model) => [model.name, model]));
  return [...byName.values()];
}

/** Named by rules that may be served by this machine. */
function missingModels(models: readonly Model[], choose: readonly ChoiceRule[]): readonly string[] {
  const wanted = choose.flatMap(({ model, engines }) => (model !== undefined && (engines === undefined || engines.includes('local')) ? model : []));
  return [...new Set(wanted)].filter((name) => !models.some((model) => model.name === name && model.problem === undefined));
}
