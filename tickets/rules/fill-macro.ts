import type { Ticket } from '../model.ts';
import type { TicketMacro } from './model.ts';

const PLACEHOLDER = /\{([a-z]+(?:\.[A-Za-z0-9-]+)?)\}/g;

/** A macro in the language of the ticket. What is filled in is not looked at again; what means nothing stays as it is. */
export function fillMacro({ text }: Pick<TicketMacro, 'text'>, ticket: Ticket): string {
  const { id, subject, requester, assignee, queue, language, fields } = ticket;
  const values: Readonly<Record<string, string>> = {
    number: id,
    subject,
    name: requester.name ?? (language === 'zh' ? '客户' : 'customer'),
    agent: assignee ?? '',
    queue,
  };
  return text[language].replaceAll(PLACEHOLDER, (whole, key: string) => {
    if (key.startsWith('field.')) return String(fields[key.slice('field.'.length)] ?? '');
    return Object.hasOwn(values, key) ? (values[key] ?? whole) : whole;
  });
}
