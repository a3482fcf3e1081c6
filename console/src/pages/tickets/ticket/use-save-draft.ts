import { App } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { TicketRow } from '#contract';
import { get, post } from '../../../api/client.ts';
import { ApiFault, messageOf } from '../../../api/fault.ts';
import { useOwn, useText } from '../../../i18n/use-text.ts';
import { problemsOf } from '../parts/problems.ts';
import { type Clash, type Draft, clashesOf, patchOf, without } from './draft.ts';
import { messages } from './messages.ts';

interface Parts {
  readonly draft: Draft;
  /** As it was when editing began. */
  readonly base: TicketRow;
  /** As it is now, as far as this page knows. */
  readonly ticket: TicketRow;
  readonly reset: (now: TicketRow) => void;
}

/** Saves what was edited over the ticket as it is now; what both changed is asked about first. */
export function useSaveDraft({ draft, base, ticket, reset }: Parts) {
  const text = useText(messages);
  const own = useOwn();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [clash, setClash] = useState<readonly Clash[]>();
  const [wrong, setWrong] = useState<Readonly<Record<string, string>>>({});
  const [sending, setSending] = useState(false);
  const over = async (now: TicketRow, theirs: readonly string[] | undefined): Promise<void> => {
    const clashes = clashesOf(draft, base, now);
    if (clashes.length > 0 && theirs === undefined) return setClash(clashes);
    const patch = patchOf(without(draft, theirs ?? []), base);
    const done = patch ? await post<TicketRow>(`/api/tickets/${now.id}/update`, { version: now.version, ...patch }) : now;
    queries.setQueryData(['tickets', 'one', now.id], done);
    setClash(undefined);
    setWrong({});
    reset(done);
    message.success(text('saved'));
  };
  /** `theirs`: keys where the other's value stays. */
  const save = async (theirs?: readonly string[]): Promise<void> => {
    setSending(true);
    try {
      await over(ticket, theirs);
    } catch (error) {
      await refused(error, theirs);
    } finally {
      setSending(false);
    }
  };
  const refused = async (error: unknown, theirs: readonly string[] | undefined): Promise<void> => {
    const problems = problemsOf(error);
    if (error instanceof ApiFault && error.code === 'tickets.changed') {
      // Somebody was faster than this page knew.
      const now = await get<TicketRow>(`/api/tickets/${ticket.id}`).catch(() => undefined);
      if (!now) return void message.error(messageOf(error));
      queries.setQueryData(['tickets', 'one', ticket.id], now);
      await over(now, theirs).catch((again: unknown) => message.error(messageOf(again)));
    } else if (problems) setWrong(Object.fromEntries(problems.map((each) => [each.field, own(each)])));
    else message.error(messageOf(error));
  };
  return { save, clash, wrong, sending, giveUp: () => setClash(undefined) };
}
