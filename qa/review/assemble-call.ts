import type { CallSeconds } from '#core';
import type { ReviewCall, Text } from '#contract';
import type { TimelineEvent } from '#store';
import type { Alert, RuleVerdict } from '../model.ts';

type Events = readonly Pick<TimelineEvent, 'type' | 'data' | 'audioAt'>[];

/** What a call's timeline says to a reviewer. */
export interface AssembledCall extends Pick<ReviewCall, 'turns' | 'holds' | 'silenced' | 'seconds' | 'disposition' | 'notes'> {
  /** Violations only, with their evidence. */
  readonly alerts: readonly Alert[];
  readonly verdicts: readonly RuleVerdict[];
  /** Given by rules, in their order. */
  readonly tags: readonly string[];
}

/** Reads the timeline of one call; what it does not know or what has the wrong shape is left out. */
export function assembleCall(events: Events): AssembledCall {
  const turns = turnsOf(events);
  const seconds = secondsOf(events, turns);
  const saved = events.filter(({ type }) => type === 'wrap-up.saved').map(({ data }) => data);
  const disposition = saved.findLast((data) => text(data.disposition) !== undefined)?.disposition;
  const notes = notesOf(events);
  return {
    turns,
    seconds,
    holds: holdsOf(events, seconds),
    ...silencedOf(events),
    tags: [...new Set(events.flatMap(({ type, data }) => (type === 'call.tagged' && typeof data.tag === 'string' ? [data.tag] : [])))],
    alerts: events.filter(({ type }) => type === 'qa.alert').flatMap(({ data }) => (isAlert(data.alert) && data.alert.kind === 'violation' ? [data.alert] : [])),
    verdicts: events.filter(({ type }) => type === 'qa.verdicts').flatMap(({ data }) => (Array.isArray(data.verdicts) ? data.verdicts.filter(isVerdict) : [])),
    ...(typeof disposition === 'string' ? { disposition } : {}),
    ...(notes === undefined ? {} : { notes }),
  };
}

/** The last note of each conversation of the call, a line for each; with the agent where there are several. */
function notesOf(events: Events): string | undefined {
  const talks = new Map<string, number>();
  const notes = new Map<string, { readonly agent: string; readonly note: string }>();
  for (const { type, data } of events) {
    const agent = String(data.agent ?? '');
    if (type === 'agent.connected') talks.set(agent, (talks.get(agent) ?? 0) + 1);
    const note = type === 'wrap-up.saved' ? text(data.notes) : undefined;
    if (note !== undefined) notes.set(`${agent} ${talks.get(agent) ?? 0}`, { agent, note });
  }
  const written = [...notes.values()].filter(({ note }) => note !== '');
  if (written.length > 1) return written.map(({ agent, note }) => `${agent}: ${note}`).join('\n');
  return written[0]?.note;
}

/** An alert as the page shows it: as the rule said then, else as it says now (`title`). */
export function shownAlert(alert: Alert, title: Text | undefined): ReviewCall['alerts'][number] {
  const { rule, severity, at, message, evidence, hint, channel } = alert;
  const words = evidence.words.map((word) => word.text).join(' ').replaceAll(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '');
  return {
    rule, severity, at,
    title: alert.title ?? title ?? { zh: message, en: message },
    evidence: words,
    ...(hint ? { hint } : {}),
    ...(words === '' || channel === 'both' || channel === undefined ? {} : { speaker: channel }),
  };
}

function turnsOf(events: Events): ReviewCall['turns'] {
  return events
    .flatMap(({ type, data }): ReviewCall['turns'] => {
      const { speaker, agent, turn } = data;
      if (type !== 'transcript.final' || (speaker !== 'caller' && speaker !== 'agent') || !Array.isArray(data.words)) return [];
      const words = data.words.filter(isWord);
      return words.length === 0 ? [] : [{ speaker, turn: Number(turn), words, ...(typeof agent === 'string' ? { agent } : {}) }];
    })
    .toSorted((a, b) => (a.words[0]?.start ?? 0) - (b.words[0]?.start ?? 0));
}

function secondsOf(events: Events, turns: ReviewCall['turns']): number {
  const finished = events.findLast(({ type }) => type === 'recording.finished')?.data.seconds;
  if (typeof finished === 'number') return finished;
  // Not by spreading: a long call has more words than a function may have arguments.
  let last = 0;
  for (const { words } of turns) for (const { end } of words) last = Math.max(last, end);
  for (const { audioAt = 0 } of events) last = Math.max(last, audioAt);
  return last;
}

/** One span per side and hold; a hold nobody ended lasts to the end. */
function holdsOf(events: Events, seconds: CallSeconds): ReviewCall['holds'] {
  const open = new Map<unknown, CallSeconds>();
  const holds: { from: CallSeconds; to: CallSeconds }[] = [];
  for (const { type, data, audioAt } of events) {
    if (audioAt === undefined) continue;
    if (type === 'call.held' && !open.has(data.by)) open.set(data.by, audioAt);
    const from = open.get(data.by);
    if (type !== 'call.resumed' || from === undefined) continue;
    open.delete(data.by);
    if (audioAt > from) holds.push({ from, to: audioAt });
  }
  for (const from of open.values()) if (seconds > from) holds.push({ from, to: seconds });
  return holds.toSorted((a, b) => a.from - b.from);
}

/** Nothing where nothing was silenced. */
function silencedOf(events: Events): Pick<ReviewCall, 'silenced'> {
  const silenced = events.flatMap(({ type, data: { speaker, kind, from, to } }) =>
    type === 'redaction.silenced' && typeof from === 'number' && typeof to === 'number' ? [{ from, to, kind: String(kind), ...(speaker === 'caller' || speaker === 'agent' ? { speaker: speaker as 'caller' | 'agent' } : {}) }] : [],
  );
  return silenced.length === 0 ? {} : { silenced: silenced.toSorted((a, b) => a.from - b.from) };
}

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => value !== null && typeof value === 'object';
const isWord = (value: unknown): value is ReviewCall['turns'][number]['words'][number] =>
  isRecord(value) && typeof value.text === 'string' && typeof value.start === 'number' && typeof value.end === 'number';
const isVerdict = (value: unknown): value is RuleVerdict => isRecord(value) && typeof value.rule === 'string' && typeof value.verdict === 'string';
const isAlert = (value: unknown): value is Alert =>
  isRecord(value) && typeof value.rule === 'string' && typeof value.at === 'number' && isRecord(value.evidence) && Array.isArray(value.evidence.words);
