import type { TicketRow } from '#contract';
import { useOwn, useText } from '../../../i18n/use-text.ts';
import { useTemplates } from '../parts/use-templates.ts';
import { words } from '../parts/messages.ts';
import { messages } from './messages.ts';

const OWN = { subject: 'subject', priority: 'priority', tags: 'tags' } as const;
const MORE = { text: 'text', requester: 'requesterOf', watchers: 'watchers', parent: 'parent' } as const;
const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;
/** A long text is told by how it begins. */
const SHOWN = 120;

/** Names of a ticket's parts, and their values in words: a choice by its name, a list by its entries. */
export function useValueWords(ticket: Pick<TicketRow, 'template'>) {
  const own = useOwn();
  const text = useText(messages);
  const word = useText(words);
  const { templates } = useTemplates();
  const fields = templates.find(({ id }) => id === ticket.template)?.fields ?? [];
  const fieldOf = (key: string) => fields.find(({ id }) => key === `fields.${id}`);
  const nameOfKey = (key: string): string => {
    const field = fieldOf(key);
    if (field) return own(field);
    if (key in OWN) return word(OWN[key as keyof typeof OWN]);
    return key in MORE ? text(MORE[key as keyof typeof MORE]) : key.replace('fields.', '');
  };
  const wordsOf = (key: string, value: unknown): string => {
    const option = fieldOf(key)?.options?.find(({ id }) => id === value);
    if (option) return own(option);
    if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return key === 'priority' ? text('byMatrix', { priority: '' }) : text('empty');
    if (typeof value === 'boolean') return word(value ? 'yes' : 'no');
    const priority = key === 'priority' ? PRIORITIES.find((each) => each === value) : undefined;
    if (priority) return word(priority);
    if (Array.isArray(value)) return value.map(String).join(', ');
    const said = typeof value === 'object' ? Object.values(value).map(String).join(' · ') : String(value);
    return said.length > SHOWN ? `${said.slice(0, SHOWN)}…` : said;
  };
  return { nameOfKey, wordsOf };
}
