import type { CallSeconds, Speaker } from '#core';
import type { HeardWord } from '../model.ts';
import type { Hit } from '../spotting/ear.ts';
import { newPace, type Pace } from './pace.ts';
import { newSentences, type Sentences } from './sentences.ts';
import { newSounds, type Sounds } from './sounds.ts';

/** A phrase in final words of one speaker, or in words that may still change (`draft`). */
export interface HeardHit extends Hit {
  readonly channel: Speaker;
  readonly draft?: true;
}

/** How much of an emotion one window of speech had. */
export interface EmotionWindow {
  readonly name: string;
  readonly value: number;
  readonly from: CallSeconds;
  readonly to: CallSeconds;
  readonly by: 'prosody' | 'words' | 'both';
}

/** What is known of one speaker. */
export interface SpeakerFacts {
  /** Final hits by phrase, in order of time. */
  readonly hits: Map<number, HeardHit[]>;
  /** Hits in the words that are not final yet. */
  draft: readonly HeardHit[];
  readonly sentences: Sentences;
  readonly words: HeardWord[];
  readonly pace: Pace;
  readonly emotions: EmotionWindow[];
  readonly personal: { readonly kind: string; readonly from: CallSeconds; readonly to: CallSeconds }[];
  /** Everything of this speaker up to here was heard. */
  heardTo: CallSeconds;
}

/** All that rules are judged by. A judgement is made of these and nothing else, live as well as afterwards. */
export interface Facts {
  readonly of: Readonly<Record<Speaker, SpeakerFacts>>;
  readonly sounds: Sounds;
  /** Everything before this was heard on both channels. */
  clock: CallSeconds;
  /** `over`: the call has ended. `goes-on`: it has with this agent. */
  end: 'over' | 'goes-on' | undefined;
}

export function newFacts(): Facts {
  return { of: { caller: newSpeaker(), agent: newSpeaker() }, sounds: newSounds(), clock: 0, end: undefined };
}

function newSpeaker(): SpeakerFacts {
  return { hits: new Map(), draft: [], sentences: newSentences(), words: [], pace: newPace(), emotions: [], personal: [], heardTo: Number.NEGATIVE_INFINITY };
}

/** Up to where all of these speakers were heard. */
export function knownTo({ of, clock, end }: Facts, channels: readonly Speaker[]): CallSeconds {
  if (end) return Number.POSITIVE_INFINITY;
  return Math.min(...channels.map((channel) => Math.max(clock, of[channel].heardTo)));
}

/** Hits of a phrase in final words of these speakers, in order of time. */
export function hitsOf({ of }: Facts, phrase: number, channels: readonly Speaker[]): readonly HeardHit[] {
  const [only, ...more] = channels;
  if (only && more.length === 0) return of[only].hits.get(phrase) ?? [];
  return channels.flatMap((channel) => of[channel].hits.get(phrase) ?? []).toSorted(byTime);
}

export function draftHitsOf({ of, end }: Facts, phrase: number, channels: readonly Speaker[]): readonly HeardHit[] {
  if (end) return [];
  return channels.flatMap((channel) => of[channel].draft.filter((hit) => hit.phrase === phrase));
}

export const byTime = (a: HeardHit, b: HeardHit): number => a.to - b.to || a.from - b.from || (a.channel < b.channel ? -1 : 1);
