import { App } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import type { TicketViewRow } from '#contract';
import { post } from '../../../api/client.ts';
import { messageOf } from '../../../api/fault.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useAddress } from '../../../parts/list/use-address.ts';
import { type Asked, PLAIN } from './asked.ts';
import { messages } from './messages.ts';

export interface NewView extends Asked {
  readonly name: string;
  readonly shared: boolean;
}

/** Keeps, changes and removes views. */
export function useViewOrders() {
  const text = useText(messages);
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [, change] = useAddress();
  const order = async <T>(work: () => Promise<T>, said: string): Promise<T | undefined> => {
    try {
      const done = await work();
      message.success(said);
      await queries.invalidateQueries({ queryKey: ['tickets', 'views'] });
      return done;
    } catch (error) {
      message.error(messageOf(error));
      return undefined;
    }
  };
  return {
    async add(view: NewView): Promise<boolean> {
      const made = await order(() => post<TicketViewRow>('/api/ticket-views', view), text('viewSaved'));
      if (made) change({ ...PLAIN, view: made.id });
      return made !== undefined;
    },
    async save(id: string, view: NewView): Promise<void> {
      if (await order(() => post<TicketViewRow>(`/api/ticket-views/${id}`, view), text('viewSaved'))) change(PLAIN);
    },
    async remove(id: string): Promise<void> {
      if (await order(() => post<TicketViewRow>(`/api/ticket-views/${id}/remove`), text('viewRemoved'))) change({ view: undefined });
    },
  };
}
