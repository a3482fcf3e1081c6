import { Button, Drawer } from 'antd';
import type { ReactNode } from 'react';
import type { Floor } from '#contract';
import { useText } from '../../../i18n/use-text.ts';
import { useCallerName } from '../../../parts/caller-name.ts';
import { messages } from '../messages.ts';
import type { Opened } from '../model/contacts.ts';
import { useNames } from '../tables/call-table.tsx';
import { STATE_WORDS } from '../words.ts';
import { CallPanel } from './call-panel.tsx';
import { LiveRows } from './live-rows.tsx';
import { ServedCalls } from './served-calls.tsx';

interface FloorDrawerProps {
  readonly floor: Floor;
  /** What was opened, the last one shown; the others are behind "back". */
  readonly stack: readonly Opened[];
  readonly onBack: () => void;
  readonly onClose: () => void;
}

/** What is behind a number, beside the floor. */
export function FloorDrawer({ floor, stack, onBack, onClose }: FloorDrawerProps): ReactNode {
  const text = useText(messages);
  const opened = stack.at(-1);
  const title = useTitle(floor, opened);
  return (
    <Drawer
      open={opened !== undefined}
      onClose={onClose}
      size="min(480px, 100vw)"
      mask={false}
      title={title}
      extra={stack.length > 1 && <Button onClick={onBack}>{text('back')}</Button>}
      destroyOnHidden
    >
      {opened && <Behind key={JSON.stringify(opened)} floor={floor} opened={opened} />}
    </Drawer>
  );
}

function Behind({ floor, opened }: { readonly floor: Floor; readonly opened: Opened }): ReactNode {
  const names = useNames(floor);
  switch (opened.kind) {
    case 'waiting':
    case 'agents':
      return <LiveRows floor={floor} opened={opened} />;
    case 'agent':
      return (
        <>
          <LiveRows floor={floor} opened={opened} />
          <ServedCalls names={names} agent={opened.agent} />
        </>
      );
    case 'served':
      return <ServedCalls names={names} {...(opened.queue === undefined ? {} : { queue: opened.queue })} {...(opened.as ? { as: opened.as } : {})} />;
    case 'call':
      return <CallPanel floor={floor} callId={opened.call} />;
  }
}

function useTitle(floor: Floor, opened: Opened | undefined): string {
  const text = useText(messages);
  const nameOf = useCallerName();
  switch (opened?.kind) {
    case undefined:
      return '';
    case 'waiting': {
      const queue = floor.queues.find(({ id }) => id === opened.queue);
      return queue ? `${text('behindWaiting')} · ${queue.name}` : text('behindWaiting');
    }
    case 'agents':
      return text('behindAgents', { states: [...opened.states.map((state) => text(STATE_WORDS[state])), ...floor.queues.filter(({ id }) => id === opened.queue).map(({ name }) => name)].join(' · ') });
    case 'agent':
      return floor.agents.find(({ id }) => id === opened.agent)?.name ?? opened.agent;
    case 'served': {
      const queue = floor.queues.find(({ id }) => id === opened.queue);
      return queue ? text('behindServedIn', { name: queue.name }) : text('behindServed');
    }
    case 'call':
      return text('behindCall', { from: nameOf(floor.calls.find(({ id }) => id === opened.call)?.from ?? text('over')) });
  }
}
