import { localeOf } from '../../i18n/use-text.ts';
import type { Language } from '../../settings/settings.ts';

/** The time of day today, with the date on other days. */
export function formatWhen(at: number, now: number, language: Language): string {
  const sameDay = new Date(at).toDateString() === new Date(now).toDateString();
  const day = sameDay ? {} : ({ month: 'short', day: 'numeric' } as const);
  return new Intl.DateTimeFormat(localeOf(language), { ...day, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
}
