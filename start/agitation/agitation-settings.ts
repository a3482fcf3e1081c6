import { readFileSync } from 'node:fs';
import { type AgitationPolicy, loadWeights, startEars, UNTRAINED } from '#agitation';
import type { Config } from '#config';
import { type Clock, Fault, type Log, type Result, failed, ok } from '#core';
import type { AgitationStore } from '#store';
import type { House } from '../../calls/index.ts';

/** How agitation is measured; undefined = it is not. Faults: start.bad-files. */
export function agitationOf({ agitation, transcription }: Pick<Config, 'agitation' | 'transcription'>): Result<AgitationPolicy | undefined> {
  const { enabled, baselineSeconds, smoothing, weightsFile, alerts } = agitation;
  if (!enabled || !transcription.enabled) return ok(undefined);
  const weights = weightsFile === undefined ? ok(UNTRAINED) : readWeights(weightsFile);
  if (!weights.ok) return weights;
  const { enabled: told, ...when } = alerts;
  return ok({ baselineSeconds, smoothing, weights: weights.value, ...(told ? { alerts: when } : {}) });
}

function readWeights(file: string): ReturnType<typeof loadWeights> {
  try {
    return loadWeights(readFileSync(file, 'utf8'), file);
  } catch (error) {
    return failed(new Fault('start.bad-files', `${file}: cannot be read: ${error instanceof Error ? error.message : String(error)}`));
  }
}

/** Voices are measured by a thread that begins with the first conversation. */
export function openAgitation(curves: AgitationStore, tools: { readonly clock: Clock; readonly log: Log }, closers: (() => Promise<unknown> | void)[]): Pick<House, 'ears' | 'curves'> {
  const ears = startEars(tools);
  closers.push(() => ears.close());
  return { ears, curves };
}
