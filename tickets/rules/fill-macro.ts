import type { Ticket } from '../model.ts';
import type { MacroNames, RuleWorld, TicketMacro } from './model.ts';

const PLACEHOLDER = /\{([a-z]+(?:\.[A-Za-z0-9-]+)?)\}/g;

/**
 * A macro in the language of the ticket, as its customer reads it: names, not ids; `{agent}` is who writes, else who has the ticket. What is
 * filled in is not looked at again; what means nothing stays as it is.
 */
export function fillMacro({ text }: Pick<TicketMacro, 'text'>, ticket: Ticket, names: MacroNames = {}, writer?: string): string {
  const { id, subject, requester, assignee, queue, language, fields } = ticket;
  const values: Readonly<Record<string, string>> = {
    number: id,
    subject,
    name: requester.name ?? (language === 'zh' ? '客户' : 'customer'),
    agent: writer ?? (assignee === undefined ? '' : (names.agents?.get(assignee) ?? assignee)),
    queue: names.queues?.get(queue) ?? queue,
  };
  return text[language].replaceAll(PLACEHOLDER, (whole, key: string) => {
    if (key.startsWith('field.')) return String(fields[key.slice('field.'.length)] ?? '');
    return Object.hasOwn(values, key) ? (values[key] ?? whole) : whole;
  });
}

/** All macros in both languages, filled in for a ticket and who writes. */
export function filledMacros(world: RuleWorld | undefined, ticket: Ticket, writer: string | undefined): readonly TicketMacro[] {
  const inLanguage = (macro: TicketMacro, language: Ticket['language']) => fillMacro(macro, { ...ticket, language }, world?.names, writer);
  return (world?.macros ?? []).map((macro) => ({ ...macro, text: { zh: inLanguage(macro, 'zh'), en: inLanguage(macro, 'en') } }));
}
