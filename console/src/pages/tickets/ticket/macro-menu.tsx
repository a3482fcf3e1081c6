import { Button, Dropdown } from 'antd';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { TicketMacros, TicketRow } from '#contract';
import { get } from '../../../api/client.ts';
import { useText } from '../../../i18n/use-text.ts';
import { messages } from './messages.ts';

/** Words that are written often, in the language of the ticket; the server filled in what stands in braces, as it does for rules. */
export function MacroMenu({ ticket, insert }: { readonly ticket: TicketRow; readonly insert: (text: string) => void }): ReactNode {
  const text = useText(messages);
  const { data } = useQuery({ queryKey: ['tickets', 'macros', ticket.id, ticket.version], queryFn: ({ signal }) => get<TicketMacros>(`/api/ticket-macros?ticket=${ticket.id}`, { signal }), staleTime: 60_000, retry: false, placeholderData: (before) => before });
  const macros = data?.macros ?? [];
  if (macros.length === 0) return null;
  const items = macros.map((macro) => ({ key: macro.id, label: macro[ticket.language], onClick: () => insert(ticket.language === 'zh' ? macro.textZh : macro.textEn) }));
  return <Dropdown trigger={['click']} menu={{ items }}><Button size="small">{text('macro')} ▾</Button></Dropdown>;
}
