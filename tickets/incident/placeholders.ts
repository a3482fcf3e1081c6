import type { EpochMillis } from '#core';
import type { Ticket, TicketProblem } from '../model.ts';

/** `{{name}}`, with or without spaces. */
const PLACEHOLDER = /\{\{\s*([a-z][A-Za-z0-9.-]{0,60})\s*\}\}/g;

/** What each placeholder becomes for a ticket; fields are `fields.<id>`. */
const VALUES: Readonly<Record<string, (ticket: Ticket, incident: Ticket) => string>> = {
  name: ({ requester: { name }, language }) => name ?? (language === 'zh' ? '客户' : 'customer'),
  ticket: ({ id }) => id,
  subject: ({ subject }) => subject,
  agent: ({ assignee }) => assignee ?? '',
  created: ({ createdAt }) => dayOf(createdAt),
  incident: (_, { id }) => id,
  'incident.subject': (_, { subject }) => subject,
};

export const PLACEHOLDERS: readonly string[] = [...Object.keys(VALUES), 'fields.<id>'];

const dayOf = (at: EpochMillis) => new Date(at).toISOString().slice(0, 10);

/** Placeholders that mean nothing; nobody is to read `{{nmae}}`. */
export function placeholderProblems(field: string, text: string): TicketProblem[] {
  const unknown = [...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name).filter((name) => !Object.hasOwn(VALUES, name) && !name.startsWith('fields.'));
  return [...new Set(unknown)].map((name) => ({
    field,
    zh: `没有占位符 {{${name}}}；可用：${PLACEHOLDERS.join('、')}`,
    en: `There is no placeholder {{${name}}}; there are: ${PLACEHOLDERS.join(', ')}`,
  }));
}

/** The text for one ticket. What is filled in is not looked at again. */
export function personalised(text: string, ticket: Ticket, incident: Ticket): string {
  return text.replaceAll(PLACEHOLDER, (_, name: string) => {
    if (name.startsWith('fields.')) return String(ticket.fields[name.slice('fields.'.length)] ?? '');
    return (Object.hasOwn(VALUES, name) ? VALUES[name]?.(ticket, incident) : undefined) ?? '';
  });
}
