import { Button, Dropdown } from 'antd';
import type { ReactNode } from 'react';
import type { Desk } from '#contract';
import { useOwn, useText } from '../../../i18n/use-text.ts';
import { useReason } from '../../../parts/reasons/use-reason.ts';
import { Since } from '../../../time/clocks.tsx';
import type { Order } from '../data/use-desk.ts';
import { useChoices } from '../data/use-desk.ts';
import { messages } from '../messages.ts';

/** Ready, or not ready with a reason; shows how long the state has lasted. */
export function StateMenu({ desk, order }: { readonly desk: Desk; readonly order: Order }): ReactNode {
  const text = useText(messages);
  const own = useOwn();
  const reasonOf = useReason();
  const { notReadyReasons } = useChoices();
  const reason = notReadyReasons.find((each) => each.id === desk.reason);
  const name = desk.reason === undefined || desk.state !== 'not-ready' ? text(desk.state) : text('notReadyFor', { reason: reason === undefined ? reasonOf(desk.reason) : own(reason) });
  const items = [
    { key: 'ready', label: text('becomeReady'), onClick: () => void order('state', { state: 'ready' }) },
    { type: 'divider' as const },
    ...notReadyReasons.map((each) => ({
      key: `not-ready/${each.id}`,
      label: text('notReadyFor', { reason: own(each) }),
      onClick: () => void order('state', { state: 'not-ready', reason: each.id }),
    })),
    ...(notReadyReasons.length > 0 ? [] : [{ key: 'not-ready', label: text('not-ready'), onClick: () => void order('state', { state: 'not-ready' }) }]),
  ];
  return (
    <Dropdown trigger={['click']} menu={{ items }}>
      <Button className="state-menu" data-state={desk.state}>
        <span className="hidden-text">{text('state')}: </span>
        <span className="state-mark" aria-hidden="true" />
        {name} <Since since={desk.since} /> ▾
      </Button>
    </Dropdown>
  );
}
