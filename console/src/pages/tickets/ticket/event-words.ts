import type { TicketFileRow, TicketTimeline } from '#contract';

export type TimelineEvent = TicketTimeline['events'][number];

/** How an event is shown: words that people wrote, or a line that tells what was done. */
export type Shown =
  | { readonly kind: 'message'; readonly from: 'agent' | 'customer' | 'note'; readonly text: string; readonly files: readonly TicketFileRow[] }
  | { readonly kind: 'step' };

export function shownOf({ type, data }: TimelineEvent): Shown {
  const text = typeof data['text'] === 'string' ? data['text'] : '';
  const files = filesOf(data['files']);
  if (type === 'replied') return { kind: 'message', from: data['from'] === 'customer' ? 'customer' : 'agent', text, files };
  if (type === 'noted') return { kind: 'message', from: 'note', text, files };
  return { kind: 'step' };
}

/** Files that an event brought. */
export function filesOf(value: unknown): readonly TicketFileRow[] {
  const isFile = (each: unknown): each is TicketFileRow => each !== null && typeof each === 'object' && 'id' in each && 'name' in each && typeof each.id === 'string' && typeof each.name === 'string';
  return Array.isArray(value) ? value.filter(isFile) : [];
}

/** Files that were sent for a reply or a note stand there, not on a line of their own. */
export function shownEvents(events: readonly TimelineEvent[]): readonly TimelineEvent[] {
  const told = new Set(events.filter(({ type }) => type === 'replied' || type === 'noted').flatMap(({ data }) => filesOf(data['files']).map(({ id }) => id)));
  return events.filter(({ type, data }) => type !== 'attached' || filesOf(data['files']).some(({ id }) => !told.has(id)));
}

export interface ChangeLine {
  readonly key: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** What an update changed, key by key. */
export function changesOf({ data }: TimelineEvent): readonly ChangeLine[] {
  const changes = data['changes'];
  if (changes === null || typeof changes !== 'object') return [];
  return Object.entries(changes as Record<string, { readonly from?: unknown; readonly to?: unknown }>).filter(([key]) => key !== 'priorityBy').map(([key, { from, to }]) => ({ key, from, to }));
}

export const textIn = (data: TimelineEvent['data'], key: string): string | undefined => (typeof data[key] === 'string' || typeof data[key] === 'number' ? String(data[key]) : undefined);
