import type { MinedTurn, TalkFacts } from '../model.ts';
import { syllables } from './syllables.ts';

/** Shorter pauses are breath. */
const PAUSE_SECONDS = 1;
/** Both must speak this long at the same time, and the first this long before: less is a recogniser's edge, or one person answering quickly. */
const OVERLAP_SECONDS = 0.3;
/** "mhm", 对对: said while the other goes on, and not to break in. */
const LISTENER_SYLLABLES = 2;

interface Span {
  readonly start: number;
  readonly end: number;
}

/** How a conversation went, from the times of its turns. */
export function talkFacts(turns: readonly MinedTurn[]): TalkFacts {
  const said = turns.filter(({ start, end }) => end > start);
  const [caller, agent] = [said.filter(({ speaker }) => speaker === 'caller'), said.filter(({ speaker }) => speaker === 'agent')];
  const together = joined(said);
  const pauses = together.slice(1).map(({ start }, index) => start - (together[index]?.end ?? start)).filter((pause) => pause >= PAUSE_SECONDS);
  return {
    seconds: tidy((together.at(-1)?.end ?? 0) - (together[0]?.start ?? 0)),
    callerSeconds: tidy(length(joined(caller))),
    agentSeconds: tidy(length(joined(agent))),
    silenceSeconds: tidy(pauses.reduce((sum, pause) => sum + pause, 0)),
    longestSilence: tidy(Math.max(0, ...pauses)),
    callerInterruptions: interruptions(caller, agent),
    agentInterruptions: interruptions(agent, caller),
    callerSyllables: caller.reduce((sum, { text }) => sum + syllables(text), 0),
    agentSyllables: agent.reduce((sum, { text }) => sum + syllables(text), 0),
  };
}

/** Turns of one side that begin while the other speaks and goes on. */
function interruptions(of: readonly MinedTurn[], other: readonly MinedTurn[]): number {
  const breaksIn = ({ start, end, text }: MinedTurn) =>
    syllables(text) > LISTENER_SYLLABLES && other.some((turn) => start - turn.start >= OVERLAP_SECONDS && Math.min(turn.end, end) - start >= OVERLAP_SECONDS);
  return of.filter(breaksIn).length;
}

/** The time covered by spans, without gaps of nothing. */
function joined(spans: readonly Span[]): Span[] {
  const covered: { start: number; end: number }[] = [];
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const last = covered.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else covered.push({ start, end });
  }
  return covered;
}

const length = (spans: readonly Span[]) => spans.reduce((sum, { start, end }) => sum + end - start, 0);
/** Milliseconds: sums of fractions would differ in the last digit with the order they were made in. */
const tidy = (seconds: number) => Math.round(seconds * 1_000) / 1_000;
