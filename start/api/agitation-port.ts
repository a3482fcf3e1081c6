import type { ApiPorts } from '#api';
import type { AgitationCurve } from '#agitation';
import { type CallId, Fault, type Result, failed, ok } from '#core';
import type { House } from '../../calls/index.ts';
import { curvesOfRecording } from '../agitation/curves-of-recording.ts';
import { recordingOf } from './api-rows.ts';

/** Curves as they are stored, and made again; undefined where nothing is measured. */
export function agitationPort(house: House): Pick<ApiPorts, 'agitation'> {
  const { curves } = house;
  if (!curves) return {};
  return { agitation: { of: (call) => curves.of(call), redo: (call) => redo(house, call) } };
}

async function redo(house: House, call: CallId): Promise<Result<readonly AgitationCurve[]>> {
  const { curves, ears, store, settings: { agitation: policy } } = house;
  if (!curves || !ears || !policy) return failed(new Fault('agitation.bad-recording', 'The curves of this call cannot be made again: agitation is switched off (agitation.enabled). What is stored stays.'));
  const recording = await recordingOf(house, call, false);
  const made = await curvesOfRecording(ears, policy, recording?.file, (await store.call(call))?.events ?? []);
  if (!made.ok) return made;
  await curves.forget(call);
  for (const curve of made.value) await curves.keep(call, curve);
  // As the database gives them, so that they can be compared with what was.
  return ok(await curves.of(call));
}
