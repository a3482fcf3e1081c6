import { App, Button } from 'antd';
import type { ReactNode } from 'react';
import type { TicketViewList, TicketViewRow } from '#contract';
import { useText } from '../../../i18n/use-text.ts';
import { Name } from '../../../parts/names.tsx';
import type { Asked } from './asked.ts';
import { messages } from './messages.ts';
import { useViewOrders } from './use-view-orders.ts';

const NAMES = { mine: 'mine', unassigned: 'unassigned', working: 'working', urgent: 'urgent', pending: 'pendingView', resolved: 'resolvedView', all: 'all' } as const;
const MOST_COUNTED = 1_000;

export interface ShownView extends Asked {
  readonly id: string;
  /** A saved one. */
  readonly saved?: TicketViewRow;
}

/** The view of an id; without one the first that everybody has. Boards begin with all that is worked on: a late ticket is late whoever has it. */
export function viewOf(views: TicketViewList | undefined, id: string | null, usual?: string): ShownView | undefined {
  const saved = views?.views.find((each) => each.id === id);
  if (saved) return { ...saved, saved };
  return views && (views.standard.find((each) => each.id === (id ?? usual)) ?? views.standard[0]);
}

interface Props {
  readonly views: TicketViewList | undefined;
  readonly chosen: string | undefined;
  readonly choose: (id: string) => void;
}

/** Views with the number of their tickets, counted all the time. */
export function ViewList({ views, chosen, choose }: Props): ReactNode {
  const text = useText(messages);
  const own = views?.views.filter((each) => !each.shared) ?? [];
  const shared = views?.views.filter((each) => each.shared) ?? [];
  const standard = views?.standard.flatMap((view) => (view.id in NAMES ? [{ ...view, name: text(NAMES[view.id as keyof typeof NAMES]) }] : [])) ?? [];
  return (
    <nav className="ticket-views" aria-label={text('views')}>
      <ViewGroup list={standard} chosen={chosen} choose={choose} />
      {shared.length > 0 && <ViewGroup title={text('sharedViews')} list={shared} chosen={chosen} choose={choose} />}
      {own.length > 0 && <ViewGroup title={text('ownViews')} list={own} chosen={chosen} choose={choose} />}
    </nav>
  );
}

interface GroupProps extends Pick<Props, 'chosen' | 'choose'> {
  readonly title?: string;
  readonly list: readonly { readonly id: string; readonly name: string; readonly count?: number; readonly own?: boolean }[];
}

function ViewGroup({ title, list, chosen, choose }: GroupProps): ReactNode {
  const text = useText(messages);
  return (
    <>
      {title !== undefined && <h2>{title}</h2>}
      <ul>
        {list.map(({ id, name, count = 0, own }) => (
          <li key={id} className={id === chosen ? 'chosen' : ''}>
            <button type="button" aria-current={id === chosen ? 'true' : undefined} onClick={() => choose(id)}>
              <Name of={name} />
              <span className="figures">{count >= MOST_COUNTED ? text('moreThan', { count: MOST_COUNTED - 1 }) : count}<span className="hidden-text"> {text('countOf')}</span></span>
            </button>
            {own === true && id === chosen && <RemoveView id={id} name={name} />}
          </li>
        ))}
      </ul>
    </>
  );
}

function RemoveView({ id, name }: { readonly id: string; readonly name: string }): ReactNode {
  const text = useText(messages);
  const { modal } = App.useApp();
  const { remove } = useViewOrders();
  return (
    <Button size="small" type="text" aria-label={text('removeView')} title={text('removeView')} onClick={() => modal.confirm({ title: text('removeSure', { name }), okText: text('removeView'), onOk: () => remove(id) })}>
      ×
    </Button>
  );
}
