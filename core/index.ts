export { type AudioFrame } from './audio-frame.ts';
export { type Clock, type Timer, sleep, systemClock } from './clock.ts';
export { Fault, type FaultOptions, type Result, failed, ok } from './fault.ts';
export type { AgentId, CallId, Language, LegId, QueueId, Speaker } from './ids.ts';
export { localAddressFor } from './local-address.ts';
export { type Log, type LogFields, type LogLevel, type JsonLogOptions, jsonLog, silentLog } from './log.ts';
export { ManualClock } from './manual-clock.ts';
export { type Random, seededRandom, systemRandom } from './random.ts';
export { Scope } from './scope.ts';
export { EarlyEmitter, Emitter, type Signal } from './signal.ts';
export {
  type CallSeconds,
  type EpochMillis,
  FRAME_MS,
  FRAME_SAMPLES,
  type Millis,
  type RtpTicks,
  SAMPLE_RATE,
  type Samples,
  type Unit,
} from './units.ts';
