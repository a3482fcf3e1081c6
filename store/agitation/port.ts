/** PORT. Curves of agitation: derived data, one for each conversation of a call. */
import type { AgitationCurve } from '#agitation';
import type { CallId } from '#core';

export interface AgitationStore {
  /** Replaces the curve of the conversation that began at the same place. */
  keep(call: CallId, curve: AgitationCurve): Promise<void>;
  /** In the order of the conversations. */
  of(call: CallId): Promise<readonly AgitationCurve[]>;
  /** Deletes the curves of a call; how many there were. */
  forget(call: CallId): Promise<number>;
}
