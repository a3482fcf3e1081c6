import { FRAME_SAMPLES, type Samples } from '#core';
import { type FilterState, type FrameLoudness, loudness, restingFilter } from './frame-loudness.ts';
import { type NoiseFloor, floorDb, hearFloor, unknownFloor } from './noise-floor.ts';

/** One 20 ms frame on the call's audio clock. */
export interface VoiceFrame {
  readonly at: Samples;
  readonly pcm: Int16Array;
}

/**
 *    silent ──3 voiced of the last 5 frames──▶ talking ──240 ms without a voiced frame──▶ silent
 */
export interface VoiceState {
  readonly filter: FilterState;
  readonly floor: NoiseFloor;
  /** Starts of the voiced frames among the last five, oldest first. */
  readonly recent: readonly Samples[];
  readonly talking: boolean;
  /** Where the last voiced frame ended. */
  readonly voicedUntil: Samples;
}

export interface VoiceStep {
  readonly state: VoiceState;
  /** This very frame holds voice. */
  readonly voiced: boolean;
  /** `at` lies back where the change happened, not where it was noticed. */
  readonly change?: { readonly talking: boolean; readonly at: Samples };
}

export const silentVoice: VoiceState = {
  filter: restingFilter,
  floor: unknownFloor,
  recent: [],
  talking: false,
  voicedUntil: -Infinity,
};

/** A click of the line fills one or two frames, the shortest word four. */
const ONSET_FRAMES = 3;
const ONSET_SPAN: Samples = 5 * FRAME_SAMPLES;
/** Longer than the closure of a consonant, shorter than the shortest pause that ends a turn. */
const HANGOVER: Samples = 12 * FRAME_SAMPLES;
/** Decibels above the floor: little for vowel-like sound, more for hiss, least for one who already talks. */
const RISE_DB = { vowel: 7, hiss: 11, talking: 5 };
const VOWEL_SHARE = 0.5;
/** Quieter than this is nobody: telephone speech is at -10 to -45 dB. */
const AUDIBLE_DB = -54;

/** Hears one frame. Pure; frames follow each other without gap. */
export function hearVoice(state: VoiceState, frame: VoiceFrame): VoiceStep {
  const measured = loudness(state.filter, frame.pcm);
  const floor = hearFloor(state.floor, measured.loudness.db);
  const voiced = isVoiced(measured.loudness, floorDb(floor), state.talking);
  const end = frame.at + frame.pcm.length;
  const since = state.recent.filter((at) => at > end - ONSET_SPAN - FRAME_SAMPLES);
  const recent = voiced ? [...since, frame.at] : since;
  const next = { ...state, filter: measured.state, floor, recent, voicedUntil: voiced ? end : state.voicedUntil };
  if (!state.talking && recent.length >= ONSET_FRAMES) {
    return { state: { ...next, talking: true }, voiced, change: { talking: true, at: recent[0] ?? frame.at } };
  }
  if (state.talking && end - next.voicedUntil >= HANGOVER) {
    return { state: { ...next, talking: false, recent: [] }, voiced, change: { talking: false, at: next.voicedUntil } };
  }
  return { state: next, voiced };
}

function isVoiced({ db, low }: FrameLoudness, floor: number, talking: boolean): boolean {
  const kind = low >= VOWEL_SHARE ? RISE_DB.vowel : RISE_DB.hiss;
  return db >= AUDIBLE_DB && db >= floor + (talking ? Math.min(kind, RISE_DB.talking) : kind);
}
