/** Days as `2026-11-23`, and where they begin in the company's time zone. */

const DAY_MS = 86_400_000;

/** The day an instant belongs to. */
export function dayOf(at: number, zone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
}

/** So many days later (or earlier). */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** From a day to another, both included. */
export function daysBetween(from: string, until: string): number {
  return Math.round((Date.parse(`${until}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS) + 1;
}

export function isDay(text: string | null | undefined): text is string {
  return text !== null && text !== undefined && /^(19[7-9]\d|[2-9]\d{3})-\d\d-\d\d$/.test(text) && Number.isFinite(Date.parse(`${text}T00:00:00Z`));
}

/** Where the day begins, epoch ms: some days have 23 or 25 hours, and some begin at one o'clock. */
export function startOf(day: string, zone: string): number {
  const utc = Date.parse(`${day}T00:00:00Z`);
  // What clocks there say is off by the zone's offset; asked twice, for it may change in between.
  const first = utc - offsetAt(utc, zone);
  return utc - offsetAt(first, zone);
}

/** How far clocks of the zone are ahead of UTC, ms. */
function offsetAt(at: number, zone: string): number {
  const told = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(at);
  return Date.parse(`${told.replace(' ', 'T')}Z`) - Math.floor(at / 1000) * 1000;
}
