import { Button, Input, Select } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import type { CalibrationChoices } from '#contract';
import { get } from '../../../api/client.ts';
import { useOwn, useText } from '../../../i18n/use-text.ts';
import { CallPicker, type PickedCall } from './call-picker.tsx';
import { messages } from './messages.ts';
import { useOrders } from './use-quality.ts';

const MOST_CALLS = 20;
const BY_QUEUE = '';

/** A new calibration, everything picked from lists. `?calls=` in the address begins with one call: the way from its page. */
export function CalibrationForm(): ReactNode {
  const text = useText(messages);
  const own = useOwn();
  const id = useId();
  const [search, setSearch] = useSearchParams();
  const given = search.get('call');
  const [open, setOpen] = useState(given !== null);
  const [name, setName] = useState('');
  const [calls, setCalls] = useState<readonly PickedCall[]>(given === null ? [] : [{ id: given }]);
  const [people, setPeople] = useState<readonly string[]>([]);
  const [scorecard, setScorecard] = useState(BY_QUEUE);
  const begin = useOrders(['calibrations']);
  const choices = useQuery({ queryKey: ['calibration-choices'], enabled: open, staleTime: 60_000, queryFn: ({ signal }) => get<CalibrationChoices>('/api/review/calibrations/choices', { signal }) });
  const missing = name.trim() === '' ? 'nameMissing' : calls.length === 0 ? 'callsMissing' : people.length < 2 ? 'peopleMissing' : undefined;
  const send = async (): Promise<void> => {
    if (!(await begin.run('/api/review/calibrations', { name, calls: calls.map((call) => call.id), people, ...(scorecard === BY_QUEUE ? {} : { scorecard }) }))) return;
    setName('');
    setCalls([]);
    setPeople([]);
    setOpen(false);
    setSearch({ view: 'calibration' }, { replace: true });
  };
  if (!open) return <p><Button type="primary" onClick={() => setOpen(true)}>{text('begin')}</Button></p>;
  return (
    <section className="panel review-begin" aria-labelledby={`${id}title`}>
      <h2 id={`${id}title`}>{text('begin')}</h2>
      <div className="review-begin-fields">
        <div>
          <label htmlFor={`${id}name`}>{text('sessionName')}</label>
          <Input id={`${id}name`} value={name} maxLength={200} onChange={(event) => setName(event.target.value)} />
        </div>
        <div>
          <label htmlFor={`${id}people`}>{text('sessionPeople')}</label>
          <Select id={`${id}people`} mode="multiple" value={[...people]} onChange={(next: string[]) => setPeople(next)} loading={choices.isPending} placeholder={text('choose')} showSearch={{ optionFilterProp: 'label' }} options={(choices.data?.people ?? []).map((person) => ({ value: person.login, label: text('person', { name: person.name, login: person.login }) }))} />
        </div>
        <div>
          <label htmlFor={`${id}card`}>{text('scorecard')}</label>
          <Select id={`${id}card`} value={scorecard} onChange={setScorecard} options={[{ value: BY_QUEUE, label: text('cardByQueue') }, ...(choices.data?.scorecards ?? []).map((card) => ({ value: card.id, label: text('cardOf', { name: own(card.name), version: card.version, count: card.questions }) }))]} />
        </div>
      </div>
      <CallPicker picked={calls} pick={setCalls} most={MOST_CALLS} />
      <div className="review-begin-send">
        <Button type="primary" loading={begin.busy} disabled={missing !== undefined} onClick={() => void send()}>{text('begin')}</Button>
        <Button onClick={() => setOpen(false)}>{text('cancel')}</Button>
        <span role="status" className="quiet">{missing === undefined ? text('ready', { calls: calls.length, people: people.length }) : text(missing)}</span>
      </div>
    </section>
  );
}
