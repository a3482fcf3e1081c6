import type { EpochMillis, Millis } from '#core';
import type { RoutingCommand } from '../../model.ts';
import type { LoggedCommand, MachineSnapshot } from '../../port.ts';

/** An offer as it was decided. */
export interface StoredOffer {
  readonly offer: string;
  readonly contact: string;
  readonly agent: string;
}

/** One command and whom it led to offers for. */
export interface DayEntry extends LoggedCommand {
  readonly offers: readonly StoredOffer[];
}

/** From the start of a server or of a day: the machine begins with this state, empty without one. */
export interface DayStart {
  /** Time of the log, ms, and the wall clock at that instant. */
  readonly at: Millis;
  readonly wall: EpochMillis;
  readonly snapshot?: MachineSnapshot;
}

/** What one machine decided without interruption. */
export interface DayPart {
  readonly start: DayStart;
  readonly entries: readonly DayEntry[];
}

/** ```
 * {"start":{"at":12.5,"wall":1767578400000}}
 * {"at":13.1,"do":{"type":"contact.enqueue",…},"offers":[["c1.4","c1","anna"]]}
 * ```
 */
export function startLine(start: DayStart): string {
  return JSON.stringify({ start });
}

export function entryLine({ at, command, offers }: DayEntry): string {
  const made = offers.map(({ offer, contact, agent }) => [offer, contact, agent]);
  return JSON.stringify({ at, do: command, ...(made.length > 0 ? { offers: made } : {}) });
}

/**
 * The parts of a day from its lines. A line that is not whole (the server was killed while writing) ends its part; what
 * follows up to the next start is counted in `skipped`.
 */
export function readDay(lines: Iterable<string>): { readonly parts: readonly DayPart[]; readonly skipped: number } {
  const parts: { start: DayStart; entries: DayEntry[] }[] = [];
  let open: { start: DayStart; entries: DayEntry[] } | undefined;
  let skipped = 0;
  for (const text of lines) {
    if (text === '') continue;
    const line = parsed(text);
    if (line && 'start' in line) parts.push((open = { start: line.start, entries: [] }));
    else if (line && open) open.entries.push(line);
    else {
      open = undefined;
      skipped++;
    }
  }
  return { parts, skipped };
}

function parsed(text: string): { readonly start: DayStart } | DayEntry | undefined {
  try {
    const line = JSON.parse(text) as { start?: DayStart; at?: number; do?: RoutingCommand; offers?: [string, string, string][] };
    if (line.start) return { start: line.start };
    if (typeof line.at !== 'number' || !line.do) return undefined;
    const offers = (line.offers ?? []).map(([offer, contact, agent]) => ({ offer, contact, agent }));
    return { at: line.at, command: line.do, offers };
  } catch {
    return undefined;
  }
}
