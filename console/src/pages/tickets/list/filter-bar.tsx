import { Button, Input, type InputRef, Segmented, Select } from 'antd';
import { type ReactNode, type RefObject, useEffect, useState } from 'react';
import { useText } from '../../../i18n/use-text.ts';
import { type Named, useAgents, useQueues } from '../../../parts/list/queue-names.ts';
import { useAddress } from '../../../parts/list/use-address.ts';
import { useMe } from '../../../session/session.ts';
import { useTemplates, useTemplateName } from '../parts/use-templates.ts';
import { words } from '../parts/messages.ts';
import { type Asked, type ListedPart, PLAIN, PRIORITIES, SORTS, STATES, partChange } from './asked.ts';
import { messages } from './messages.ts';
import { SaveView } from './save-view.tsx';
import { useViewOrders } from './use-view-orders.ts';
import type { ShownView } from './view-list.tsx';

const SORT_WORDS = { priority: 'sortPriority', due: 'sortDue', updated: 'sortUpdated', newest: 'sortNewest', oldest: 'sortOldest' } as const;
/** Typing is asked about when it rests so long, ms. */
const REST_MS = 250;

interface Props {
  readonly asked: Asked;
  readonly view: ShownView | undefined;
  /** The page has an order of its own. */
  readonly ordered?: boolean;
  readonly box: RefObject<InputRef | null>;
}

/** What is shown, besides the view: words, filters, order. */
export function FilterBar({ asked, view, box, ordered = false }: Props): ReactNode {
  const text = useText(messages);
  const [search, change] = useAddress();
  const [naming, setNaming] = useState(false);
  const { save } = useViewOrders();
  const changed = Object.keys(PLAIN).some((key) => search.has(key));
  const own = view?.saved?.own === true ? view.saved : undefined;
  return (
    <div className="ticket-filters" role="search" aria-label={text('searchLabel')}>
      <SearchBox box={box} />
      <PartFilters asked={asked} view={view} />
      {!ordered && <Select className="list-filter" aria-label={text('sort')} value={asked.sort} popupMatchSelectWidth={false} options={SORTS.map((value) => ({ value, label: text(SORT_WORDS[value]) }))} onChange={(sort) => change({ sort: sort === view?.sort ? undefined : sort })} />}
      {changed && (
        <>
          <Button type="link" size="small" onClick={() => change(PLAIN)}>{text('clear')}</Button>
          {own && <Button size="small" onClick={() => void save(own.id, { ...asked, name: own.name, shared: own.shared })}>{text('changeView')}</Button>}
          <Button size="small" onClick={() => setNaming(true)}>{text('saveView')}</Button>
        </>
      )}
      {naming && <SaveView asked={asked} close={() => setNaming(false)} />}
    </div>
  );
}

/** Words as they are typed; the address follows when the fingers rest. */
function SearchBox({ box }: { readonly box: RefObject<InputRef | null> }): ReactNode {
  const text = useText(messages);
  const [search, change] = useAddress();
  const inAddress = search.get('q') ?? '';
  const [typed, setTyped] = useState(inAddress);
  const [seen, setSeen] = useState(inAddress);
  if (seen !== inAddress) {
    setSeen(inAddress);
    setTyped(inAddress);
  }
  useEffect(() => {
    if (typed === inAddress) return undefined;
    const timer = setTimeout(() => change({ q: typed.trim() === '' ? undefined : typed }), REST_MS);
    return () => clearTimeout(timer);
  }, [typed, inAddress, change]);
  return <Input ref={box} className="ticket-search" type="search" allowClear value={typed} maxLength={200} aria-label={text('searchLabel')} placeholder={text('search')} onChange={(event) => setTyped(event.target.value)} />;
}

function PartFilters({ asked: { filter }, view }: Pick<Props, 'asked' | 'view'>): ReactNode {
  const word = useText(words);
  const [search, change] = useAddress();
  const { person } = useMe();
  const queues = useQueues();
  const agents = useAgents();
  const { templates } = useTemplates();
  const templateName = useTemplateName();
  const choose = (part: ListedPart) => (chosen: readonly string[]) => change(partChange(part, chosen, search, view));
  const people: readonly Named[] = [...(person.agent === undefined ? [] : [{ id: 'me', name: word('me') }]), { id: 'none', name: word('nobody') }, ...agents];
  return (
    <>
      <ManyFilter label={word('state')} chosen={filter.states} options={STATES.map((id) => ({ id, name: word(id) }))} choose={choose('states')} />
      <ManyFilter label={word('priority')} chosen={filter.priorities} options={PRIORITIES.map((id) => ({ id, name: word(id) }))} choose={choose('priorities')} />
      <ManyFilter label={word('queue')} chosen={filter.queues} options={queues} choose={choose('queues')} />
      <ManyFilter label={word('assignee')} chosen={filter.assignees} options={people} choose={choose('assignees')} />
      <ManyFilter label={word('template')} chosen={filter.templates} options={templates.map(({ id }) => ({ id, name: templateName(id) }))} choose={choose('templates')} />
    </>
  );
}

interface ManyProps {
  readonly label: string;
  readonly chosen: readonly string[] | undefined;
  readonly options: readonly Named[];
  readonly choose: (chosen: readonly string[]) => void;
}

function ManyFilter({ label, chosen = [], options, choose }: ManyProps): ReactNode {
  const known = [...options, ...chosen.filter((id) => !options.some((each) => each.id === id)).map((id) => ({ id, name: id }))];
  return (
    <Select
      className={`list-filter ticket-filter${chosen.length === 0 ? '' : ' set'}`}
      mode="multiple"
      maxTagCount={1}
      maxTagTextLength={8}
      allowClear
      aria-label={label}
      placeholder={label}
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
      value={[...chosen]}
      options={known.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={(next: readonly string[]) => choose(next)}
    />
  );
}

export const LAYOUTS = ['list', 'board', 'clocks'] as const;
export type Layout = (typeof LAYOUTS)[number];
const LAYOUT_WORDS = { list: 'asList', board: 'asBoard', clocks: 'asClocks' } as const;

export function LayoutSwitch({ layout, choose, shown }: { readonly layout: Layout; readonly choose: (layout: Layout) => void; readonly shown: readonly Layout[] }): ReactNode {
  const text = useText(messages);
  return <Segmented aria-label={text('layout')} value={layout} options={shown.map((value) => ({ value, label: text(LAYOUT_WORDS[value]) }))} onChange={choose} />;
}
