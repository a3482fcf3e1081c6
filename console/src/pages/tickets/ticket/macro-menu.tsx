import { Button, Dropdown } from 'antd';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { TicketRow } from '#contract';
import { get } from '../../../api/client.ts';
import { useText } from '../../../i18n/use-text.ts';
import { messages } from './messages.ts';

interface Macro {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly textZh?: string;
  readonly textEn?: string;
}

/** Words that are written often, in the language of the ticket; what stands in braces is filled in. */
export function MacroMenu({ ticket, insert }: { readonly ticket: TicketRow; readonly insert: (text: string) => void }): ReactNode {
  const text = useText(messages);
  const { data } = useQuery({ queryKey: ['ticket-macros'], queryFn: ({ signal }) => get<{ macros: readonly Macro[] }>('/api/ticket-macros', { signal }), staleTime: 60_000, retry: false });
  const macros = data?.macros ?? [];
  if (macros.length === 0) return null;
  const items = macros.map((macro) => ({ key: macro.id, label: macro[ticket.language], onClick: () => insert(filled((ticket.language === 'zh' ? macro.textZh : macro.textEn) ?? '', ticket)) }));
  return <Dropdown trigger={['click']} menu={{ items }}><Button size="small">{text('macro')} ▾</Button></Dropdown>;
}

function filled(words: string, { id, subject, requester, queue, assignee, fields }: TicketRow): string {
  const own = Object.entries(fields).map(([field, value]) => [`field.${field}`, String(value)]);
  const values: Readonly<Record<string, string>> = { number: id, subject, name: requester.name ?? '', queue, agent: assignee ?? '', ...(Object.fromEntries(own) as Record<string, string>) };
  return words.replaceAll(/\{([\w.-]+)\}/g, (whole, key: string) => values[key] ?? whole);
}
