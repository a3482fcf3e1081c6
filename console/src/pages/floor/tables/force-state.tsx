import { App, Button, Dropdown } from 'antd';
import { type ReactNode, useState } from 'react';
import type { FloorAgent } from '#contract';
import { post } from '../../../api/client.ts';
import { messageOf } from '../../../api/fault.ts';
import { useOwn, useText } from '../../../i18n/use-text.ts';
import { messages } from '../messages.ts';
import { useReasons } from './use-choices.ts';

/** Stands for "no reason of the list" on the server, too. */
const BY_SUPERVISOR = 'set by supervisor';

/** A menu that makes an agent ready or not ready; on a call it takes effect afterwards. */
export function ForceState({ agent }: { readonly agent: FloorAgent }): ReactNode {
  const text = useText(messages);
  const own = useOwn();
  const reasons = useReasons();
  const { message } = App.useApp();
  const [sending, setSending] = useState(false);
  const send = async (state: 'ready' | 'not-ready', reason?: string): Promise<void> => {
    setSending(true);
    try {
      await post(`/api/agents/${encodeURIComponent(agent.id)}/state`, { state, ...(reason === undefined ? {} : { reason }) });
      const onCall = agent.state === 'busy' || agent.state === 'wrap-up';
      message.success(text(onCall ? 'forcedLater' : 'forced', { name: agent.name }));
    } catch (error) {
      message.error(messageOf(error));
    } finally {
      setSending(false);
    }
  };
  const named = reasons.length > 0 ? reasons.map((reason) => ({ id: reason.id, name: own(reason) })) : [{ id: BY_SUPERVISOR, name: text('bySupervisor') }];
  const items = [
    { key: 'ready', label: text('forceReady'), disabled: agent.state === 'ready', onClick: () => void send('ready') },
    { type: 'divider' as const },
    ...named.map(({ id, name }) => ({ key: `not-ready ${id}`, label: text('forceNotReady', { reason: name }), onClick: () => void send('not-ready', id) })),
  ];
  return (
    <Dropdown trigger={['click']} menu={{ items }} disabled={agent.state === 'offline'}>
      <Button type="text" size="small" loading={sending} disabled={agent.state === 'offline'} aria-label={text('force', { name: agent.name })}>
        <span aria-hidden="true">⋯</span>
      </Button>
    </Dropdown>
  );
}
