import { useMutation, useQuery } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import { App } from 'antd';
import { useCallback } from 'react';
import type { Desk, DeskChoices, DeskOrders, EarlierContacts, TransferTargets } from '#contract';
import { get, post } from '../../../api/client.ts';
import { ApiFault, messageOf } from '../../../api/fault.ts';
import { queries } from '../../../api/queries.ts';
import { useLive } from '../../../live/use-live.ts';

const DESK = ['desk'];
/** Presence moves while somebody looks for a colleague; the queue line may be slower. */
const TARGETS_WHILE_CHOOSING_MS = 2_000;
const TARGETS_OTHERWISE_MS = 10_000;

/** Own desktop: asked once, then kept fresh by the live socket. */
export function useDesk(): UseQueryResult<Desk> {
  useLive('desk', (news) => {
    for (const each of news) if (each.type === 'desk') queries.setQueryData(DESK, each.desk);
  });
  return useQuery({ queryKey: DESK, queryFn: ({ signal }) => get<Desk>('/api/desk', { signal }) });
}

export type Order = <O extends keyof DeskOrders>(order: O, body: DeskOrders[O]) => Promise<boolean>;

/** Gives an order; the desk afterwards is shown at once, a refusal is told. Resolves to whether it was done. */
export function useOrder(): { readonly order: Order; readonly busy: boolean } {
  const { message } = App.useApp();
  const { mutateAsync, isPending } = useMutation({
    mutationFn: ({ order, body }: { order: string; body: unknown }) => post<Desk>(`/api/desk/${order}`, body),
    onSuccess: (desk) => {
      if (desk?.agent !== undefined) queries.setQueryData(DESK, desk);
    },
  });
  const order = useCallback<Order>(
    async (name, body) => {
      try {
        await mutateAsync({ order: name, body });
        return true;
      } catch (error) {
        // An expired session asks by its own dialog.
        if (!(error instanceof ApiFault && error.status === 401)) void message.error(messageOf(error));
        return false;
      }
    },
    [mutateAsync, message],
  );
  return { order, busy: isPending };
}

export function useChoices(): DeskChoices {
  const { data } = useQuery({ queryKey: ['desk', 'choices'], queryFn: ({ signal }) => get<DeskChoices>('/api/desk/choices', { signal }), staleTime: 600_000 });
  return data ?? { notReadyReasons: [], dispositions: [], dispositionRequired: false };
}

export function useTargets(choosing: boolean): UseQueryResult<TransferTargets> {
  return useQuery({
    queryKey: ['desk', 'targets'],
    queryFn: ({ signal }) => get<TransferTargets>('/api/desk/targets', { signal }),
    refetchInterval: choosing ? TARGETS_WHILE_CHOOSING_MS : TARGETS_OTHERWISE_MS,
    staleTime: 1_000,
  });
}

/** Name of an agent or a queue that a call goes to. */
export function useTargetName(): (id: string) => string {
  const { data } = useTargets(false);
  return (id) => [...(data?.agents ?? []), ...(data?.queues ?? [])].find((each) => each.id === id)?.name ?? id;
}

export function useEarlier(callId: string | undefined): UseQueryResult<EarlierContacts> {
  return useQuery({
    queryKey: ['desk', 'earlier', callId],
    queryFn: ({ signal }) => get<EarlierContacts>('/api/desk/earlier', { signal }),
    enabled: callId !== undefined,
  });
}
