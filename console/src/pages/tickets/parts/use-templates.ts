import { useQuery } from '@tanstack/react-query';
import type { TicketTemplateRow, TicketTemplates } from '#contract';
import { get } from '../../../api/client.ts';
import { useOwn } from '../../../i18n/use-text.ts';

const NONE: TicketTemplates = { templates: [], priorities: {}, moves: { new: [], open: [], pending: [], 'on-hold': [], resolved: [], closed: [] } };

/** Templates, priorities, moves; empty until they are known. */
export function useTemplates(): TicketTemplates {
  const { data } = useQuery({ queryKey: ['ticket-templates'], queryFn: ({ signal }) => get<TicketTemplates>('/api/ticket-templates', { signal }), staleTime: 60_000 });
  return data ?? NONE;
}

/** The name of a template; its id where it is gone. */
export function useTemplateName(): (id: string) => string {
  const own = useOwn();
  const { templates } = useTemplates();
  return (id) => {
    const found: TicketTemplateRow | undefined = templates.find((each) => each.id === id);
    return found ? own(found) : id;
  };
}
