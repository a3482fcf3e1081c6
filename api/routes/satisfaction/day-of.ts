const DAY_MS = 86_400_000;

/** Begin and end of a day (`2026-11-23`) of a place, epoch ms; 23 or 25 hours where clocks change. */
export function dayOf(day: string, timeZone: string): { readonly from: number; readonly until: number } {
  const from = midnight(day, timeZone);
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
  return { from, until: midnight(next, timeZone) };
}

/** The instant at which a day begins there: found by how far its clocks are from UTC then, looked at twice for days of change. */
function midnight(day: string, timeZone: string): number {
  const wanted = Date.parse(`${day}T00:00:00Z`);
  const once = wanted - offset(wanted, timeZone);
  return wanted - offset(once, timeZone);
}

function offset(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' }).formatToParts(at);
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second')) - Math.floor(at / 1000) * 1000;
}
