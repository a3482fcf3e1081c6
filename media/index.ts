/** The door of the media room: RTP legs, prompts, bridges, taps and recordings of calls. */
export type {
  CallAudio,
  DtmfKey,
  LegOptions,
  LegStats,
  Media,
  MediaCounts,
  MediaLeg,
  PlayEnd,
  PromptRef,
} from './port.ts';
export type { UdpNetwork } from './socket/udp-network.ts';
export { machineNetwork } from './socket/machine-network.ts';
export { isBrowserOffer } from './sdp/browser-negotiation.ts';
export { type MediaOptions, startMedia } from './start-media.ts';
export { openSealed, SealedRecording } from './recorder/sealed/sealed-recording.ts';
export { KEY_BYTES as RECORDING_KEY_BYTES } from './recorder/sealed/sealed-format.ts';
export { type Silences, type SilentSpan, SilencedCopy } from './recorder/sealed/silenced-copy.ts';
export { silenceRecording } from './recorder/sealed/silence-recording.ts';
export { repairRecording } from './recorder/repair-recording.ts';
export { type WavSound, readWav } from './wav/read-wav.ts';
export { resample } from './wav/resample.ts';
export { tone, toneShare } from './wav/tone.ts';
export { writeWav } from './wav/write-wav.ts';
export { Lane } from './lanes/lane.ts';
export { type Law, decode as decodeG711, encode as encodeG711 } from './g711/g711.ts';
