import type { Millis, Samples, Speaker } from '#core';
import type { Sound } from '../playback/sound.ts';
import type { DtmfKey, LegStats, MediaCounts, PlayEnd } from '../port.ts';
import type { Fingerprint, IceCredentials, MediaSession } from '../sdp/media-session.ts';
import type { TapRuns } from './tap-runs.ts';

/** Number of a leg or a call's audio, given by the main thread, never used twice. */
export type Handle = number;

/** What the main thread tells a worker (`ice` in `open` = a browser leg). Orders for handles the worker does not (any longer) know are ignored. */
export type Order =
  | { readonly type: 'open'; readonly leg: Handle; readonly address: string; readonly port: number; readonly ice?: IceCredentials }
  | { readonly type: 'session'; readonly leg: Handle; readonly session: MediaSession }
  | { readonly type: 'play'; readonly leg: Handle; readonly play: number; readonly sounds: readonly Sound[]; readonly loop: boolean }
  | { readonly type: 'stop'; readonly leg: Handle }
  | { readonly type: 'music'; readonly leg: Handle; readonly name?: string; readonly sound?: Sound }
  | { readonly type: 'mute'; readonly leg: Handle; readonly on: boolean }
  | { readonly type: 'send-keys'; readonly leg: Handle; readonly digits: string }
  | { readonly type: 'bridge'; readonly a: Handle; readonly b: Handle }
  | { readonly type: 'unbridge'; readonly a: Handle; readonly b: Handle }
  | { readonly type: 'stats'; readonly leg: Handle; readonly request: number }
  | { readonly type: 'close-leg'; readonly leg: Handle }
  | { readonly type: 'audio'; readonly audio: Handle; readonly file?: string; readonly key?: Uint8Array; readonly tap: boolean }
  | { readonly type: 'attach'; readonly audio: Handle; readonly speaker: Speaker; readonly leg?: Handle }
  | { readonly type: 'tap'; readonly audio: Handle; readonly on: boolean }
  | { readonly type: 'pause-recording'; readonly audio: Handle; readonly from: Samples; readonly to: Samples }
  | { readonly type: 'close-audio'; readonly audio: Handle }
  | { readonly type: 'counts'; readonly request: number }
  | { readonly type: 'close' };

/** What a worker tells the main thread. */
export type Report =
  | { readonly type: 'opened'; readonly leg: Handle; readonly refusal?: { readonly inUse: boolean; readonly reason: string }; readonly fingerprint?: Fingerprint }
  | { readonly type: 'failed'; readonly leg: Handle; readonly reason: string }
  | { readonly type: 'played'; readonly leg: Handle; readonly play: number; readonly end: PlayEnd }
  | { readonly type: 'key'; readonly leg: Handle; readonly key: DtmfKey }
  | { readonly type: 'silent'; readonly leg: Handle; readonly span: Millis }
  | { readonly type: 'stats'; readonly request: number; readonly stats?: LegStats }
  | { readonly type: 'leg-closed'; readonly leg: Handle }
  | { readonly type: 'frames'; readonly memory: SharedArrayBuffer; readonly runs: TapRuns }
  | { readonly type: 'recording-failed'; readonly audio: Handle; readonly reason: string }
  | { readonly type: 'audio-closed'; readonly audio: Handle; readonly recording?: { readonly file: string; readonly samples: Samples } }
  | { readonly type: 'counts'; readonly request: number; readonly counts: MediaCounts }
  | { readonly type: 'closed' };
