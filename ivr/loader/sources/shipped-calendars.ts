import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Calendar } from '../../hours/calendar.ts';
import { calendarSchema } from '../../language/calendar-schema.ts';

/** Names of the calendars that come with the program. */
const SHIPPED = ['cn'] as const;
let read: Readonly<Record<string, Calendar>> | undefined;

/** The calendars that come with the program, by name; read once. */
export function shippedCalendars(): Readonly<Record<string, Calendar>> {
  read ??= Object.fromEntries(
    SHIPPED.map((name) => [name, calendarSchema.parse(parse(readFileSync(new URL(`../../calendars/${name}.yaml`, import.meta.url), 'utf8')))]),
  );
  return read;
}
