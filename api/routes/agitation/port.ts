/** PORT. Curves of agitation: read, and made again from recording and words. */
import type { AgitationCurve } from '#agitation';
import type { CallId, Result } from '#core';

export interface AgitationPort {
  /** In the order of the conversations; empty where nothing was measured. */
  of(call: CallId): Promise<readonly AgitationCurve[]>;
  /** Deletes what was derived and derives it again. Faults: agitation.bad-recording. */
  redo(call: CallId): Promise<Result<readonly AgitationCurve[]>>;
}
