import type { EmotionWindow, Facts } from '../facts/facts.ts';
import type { Condition } from '../language/policy.ts';
import { type Firing, type Judged, NEVER } from './firing.ts';

type Of<K extends Condition['kind']> = Extract<Condition, { kind: K }>;

const judged = (firings: readonly Firing[], { end }: Facts): Judged => ({ firings, open: end !== 'over', applies: true, due: NEVER });

/** Each time that the speed leaves its bounds. */
export function judgeRate({ min = 0, max = NEVER, channels }: Of<'rate'>, facts: Facts): Judged {
  const firings = channels.flatMap((channel) => {
    let outside = false;
    return facts.of[channel].pace.samples.flatMap(({ from, at, perMinute }): Firing[] => {
      const was = outside;
      outside = perMinute > max || perMinute < min;
      return outside && !was ? [{ at, channel, hits: [], from, to: at, value: Math.round(perMinute) }] : [];
    });
  });
  return judged(firings.toSorted((a, b) => a.at - b.at), facts);
}

/** Weight of the newest window in the moving average (RULES.md §7). */
const NEWEST = 0.5;
/** However high: one peak holds the average up for a while, so two windows must be high by themselves. */
const LEAST_HIGH = 2;

/** RULES.md §7: the moving average stays above the bound for so many windows. */
export function judgeEmotion({ name, channels, min, segments }: Of<'emotion'>, facts: Facts): Judged {
  const firings = channels.flatMap((channel) => {
    let average: number | undefined;
    let run: EmotionWindow[] = [];
    let told = false;
    return facts.of[channel].emotions.flatMap((window): Firing[] => {
      if (window.name !== name) return [];
      average = average === undefined ? window.value : NEWEST * window.value + (1 - NEWEST) * average;
      run = average >= min ? [...run, window].slice(-100) : [];
      if (run.length === 0) told = false;
      const high = run.filter(({ value }) => value >= min).length;
      if (told || run.length < segments || high < LEAST_HIGH) return [];
      told = true;
      return [{ at: window.to, channel, hits: [], from: run[0]?.from ?? window.from, to: window.to, value: Math.round(average * 100) / 100 }];
    });
  });
  return judged(firings.toSorted((a, b) => a.at - b.at), facts);
}

/** Something personal was said; `any` is every kind. */
export function judgePersonal({ type, channels }: Of<'pii'>, facts: Facts): Judged {
  const firings = channels.flatMap((channel) =>
    facts.of[channel].personal.filter(({ kind }) => type === 'any' || kind === type).map(({ from, to }): Firing => ({ at: to, channel, hits: [], from, to })),
  );
  return judged(firings.toSorted((a, b) => a.at - b.at), facts);
}

