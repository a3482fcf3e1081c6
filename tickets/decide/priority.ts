import type { FieldValue, TicketPriority } from '../model.ts';

const IMPACTS = ['one', 'several', 'everyone'] as const;

/** Severity × impact; what is not known counts as minor and one person. */
const MATRIX: Readonly<Record<string, readonly [one: TicketPriority, several: TicketPriority, everyone: TicketPriority]>> = {
  critical: ['high', 'urgent', 'urgent'],
  major: ['normal', 'high', 'urgent'],
  minor: ['low', 'normal', 'high'],
  trivial: ['low', 'low', 'normal'],
};
const MINOR = MATRIX['minor'] ?? ['low', 'normal', 'high'];

/** The priority that the fields `severity` and `impact` make. */
export function priorityOf({ severity, impact }: Readonly<Record<string, FieldValue>>): TicketPriority {
  const row = (typeof severity === 'string' && Object.hasOwn(MATRIX, severity) ? MATRIX[severity] : undefined) ?? MINOR;
  return row[Math.max(0, IMPACTS.findIndex((one) => one === impact))] ?? 'normal';
}

/** For people who want to see it: severity → impact → priority. */
export const priorityTable = (): Readonly<Record<string, Readonly<Record<string, TicketPriority>>>> =>
  Object.fromEntries(Object.entries(MATRIX).map(([severity, row]) => [severity, Object.fromEntries(IMPACTS.map((impact, index) => [impact, row[index] ?? 'normal']))]));
