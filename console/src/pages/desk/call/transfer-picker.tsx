import { Input, Modal } from 'antd';
import { useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useText } from '../../../i18n/use-text.ts';
import { Name } from '../../../parts/names.tsx';
import { Failure, Loading } from '../../../parts/states.tsx';
import type { Order } from '../data/use-desk.ts';
import { useTargets } from '../data/use-desk.ts';
import { messages } from '../messages.ts';
import type { Target } from './targets.ts';
import { matchingTargets } from './targets.ts';

/** To whom the call goes: type, arrow keys, Enter. Presence is live. */
export function TransferPicker({ order, onClose }: { readonly order: Order; readonly onClose: () => void }): ReactNode {
  const text = useText(messages);
  const targets = useTargets(true);
  const [typed, type] = useState('');
  const [chosen, choose] = useState<string>();
  const list = matchingTargets(targets.data ?? { agents: [], queues: [] }, typed, {
    agent: (agent) => `${agent.extension} · ${text(agent.state)}`,
    queue: (queue) => text('queueFacts', { waiting: queue.waiting, ready: queue.agentsReady }),
  });
  const at = Math.max(0, list.findIndex((each) => keyOf(each) === chosen));
  const transfer = async (target: Target): Promise<void> => {
    if (await order('transfer', { target: target.id })) onClose();
  };
  const pressed = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const next = list[Math.min(list.length - 1, Math.max(0, at + step))];
    if (step !== 0 && next !== undefined) choose(keyOf(next));
    const target = list[at];
    if (event.key === 'Enter' && !event.nativeEvent.isComposing && target !== undefined) void transfer(target);
    if (step !== 0 || event.key === 'Enter') event.preventDefault();
  };
  return (
    <Modal open title={text('transferTo')} footer={null} onCancel={onClose}>
      <Input autoFocus value={typed} onChange={(event) => type(event.target.value)} onKeyDown={pressed} placeholder={text('transferSearch')} aria-label={text('transferSearch')} role="combobox" aria-expanded="true" aria-controls="transfer-targets" aria-activedescendant={list[at] === undefined ? undefined : `target-${at}`} />
      {targets.isPending && <Loading rows={3} />}
      {targets.isError && <Failure error={targets.error} again={() => void targets.refetch()} />}
      <ul id="transfer-targets" className="targets" role="listbox" aria-label={text('transferTo')}>
        {list.map((target, index) => (
          // eslint-disable-next-line jsx-a11y/click-events-have-key-events -- the field above has the focus and its keys
          <li key={keyOf(target)} id={`target-${index}`} role="option" aria-selected={index === at} data-free={target.free} onClick={() => void transfer(target)}>
            <span className="quiet">{text(target.kind === 'agent' ? 'transferAgents' : 'transferQueues')}</span>
            <Name of={target.name} />
            <span className="quiet figures">{target.detail}</span>
          </li>
        ))}
      </ul>
      {targets.isSuccess && list.length === 0 && <p className="quiet">{text('transferNone')}</p>}
    </Modal>
  );
}

function keyOf(target: Target): string {
  return `${target.kind}/${target.id}`;
}
