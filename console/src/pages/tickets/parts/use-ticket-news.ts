import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useLive } from '../../../live/use-live.ts';

/** The index of lists follows a ticket within some tenths of a second, ms. */
const BEHIND_MS = 500;

/** What others do with tickets is seen at once; lists are read again when their index has followed. */
export function useTicketNews(): void {
  const queries = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useLive('tickets', (news) => {
    const changed = news.flatMap((each) => (each.type === 'ticket' ? [each.ticket.id] : []));
    for (const id of new Set(changed)) void queries.invalidateQueries({ queryKey: ['tickets', 'one', id] });
    if (changed.length === 0 || timer.current !== undefined) return;
    timer.current = setTimeout(() => {
      timer.current = undefined;
      void queries.invalidateQueries({ queryKey: ['tickets', 'list'] });
      void queries.invalidateQueries({ queryKey: ['tickets', 'views'] });
    }, BEHIND_MS);
  });
}
