import { localeOf } from '../../i18n/use-text.ts';
import type { Language } from '../../settings/settings.ts';
import { formatDuration } from '../../time/format.ts';
import type { Interval } from './model/asked.ts';

export const NO_FIGURE = '–';

export function shareText(share: number | undefined, language: Language): string {
  return share === undefined ? NO_FIGURE : new Intl.NumberFormat(localeOf(language), { style: 'percent', maximumFractionDigits: 1 }).format(share);
}

export function secondsText(seconds: number | undefined): string {
  return seconds === undefined ? NO_FIGURE : formatDuration(Math.round(seconds));
}

export function countText(count: number, language: Language): string {
  return new Intl.NumberFormat(localeOf(language)).format(count);
}

/** An interval by its begin, where the company is. */
export function intervalText(begin: number, { interval, zone, language, withDay }: { readonly interval: Interval; readonly zone: string; readonly language: Language; readonly withDay: boolean }): string {
  const day = interval === 'day' ? ({ weekday: 'short', month: 'numeric', day: 'numeric' } as const) : withDay ? ({ month: 'numeric', day: 'numeric' } as const) : {};
  const time = interval === 'day' ? {} : ({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const);
  return new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', { timeZone: zone, ...day, ...time }).format(begin);
}
