import { Button, Select } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useState } from 'react';
import type { ReactNode } from 'react';
import type { ReviewChoices } from '#contract';
import { get, post } from '../../api/client.ts';
import { useText } from '../../i18n/use-text.ts';
import { OneFilter } from '../../parts/list/one-filter.tsx';
import { Failure } from '../../parts/states.tsx';
import { useSettings } from '../../settings/settings.ts';
import { formatMoment } from '../../time/format.ts';
import { localDayStart } from '../review/list/filters.ts';
import type { Checked, Rules } from './answers.ts';
import { Editor } from './editor.tsx';
import { messages } from './messages.ts';
import { TrialResult } from './trial-result.tsx';
import { useTrial } from './use-trial.ts';

const PAUSE_MS = 500;
const MOST = [200, 1_000, 5_000] as const;
const AS_JUDGED = 0;

/** An edited text, checked as one types, tried on stored calls. */
export function Trial({ rules }: { readonly rules: Rules }): ReactNode {
  const text = useText(messages);
  const id = useId();
  const [draft, setDraft] = useState(rules.file?.text ?? '');
  const [against, setAgainst] = useState(AS_JUDGED);
  const [most, setMost] = useState<number>(MOST[0]);
  const [narrow, setNarrow] = useState<{ readonly queue?: string | undefined; readonly agent?: string | undefined; readonly from?: string; readonly until?: string }>({});
  const trial = useTrial();
  const checked = useChecked(draft);
  const choices = useQuery({ queryKey: ['review-choices'], queryFn: ({ signal }) => get<ReviewChoices>('/api/review/choices', { signal }), staleTime: 600_000 });
  const before = useVersionText(against);
  const { queue, agent, from = '', until = '' } = narrow;
  const run = (): void => trial.run({ rules: draft, against: against === AS_JUDGED ? undefined : before.data, queue, agent, from: localDayStart(from), until: localDayStart(until, 1), most });
  const wrong = checked.data?.ok === false;
  return (
    <section className="panel rules-part" aria-labelledby="rules-trial">
      <h2 id="rules-trial">{text('trial')}</h2>
      <p className="quiet">{text('trialHint')}</p>
      <label htmlFor={id}>{text('rulesText')}</label>
      <Editor id={id} value={draft} change={setDraft} remarks={checked.data?.remarks ?? []} wrong={wrong} />
      <p role="status" className={wrong ? 'alarm' : 'quiet'}>{checked.data === undefined ? text('checking') : wrong ? text('mistakes', { count: checked.data.remarks.length }) : text('inOrder', { version: checked.data.version ?? '' })}</p>
      <div className="list-bar" role="group" aria-label={text('whichCalls')}>
        <VersionSelect rules={rules} value={against} choose={setAgainst} />
        <OneFilter label={text('queue')} value={queue} options={choices.data?.queues ?? []} choose={(value) => setNarrow((now) => ({ ...now, queue: value }))} />
        <OneFilter label={text('agent')} value={agent} options={choices.data?.agents ?? []} choose={(value) => setNarrow((now) => ({ ...now, agent: value }))} />
        {(['from', 'until'] as const).map((name) => <input key={name} type="date" className="list-day" aria-label={text(name)} title={text(name)} value={narrow[name] ?? ''} onChange={(event) => setNarrow((now) => ({ ...now, [name]: event.target.value }))} />)}
        <Select aria-label={text('most')} value={most} popupMatchSelectWidth={false} onChange={setMost} options={MOST.map((value) => ({ value, label: text('newest', { count: value }) }))} />
        <div className="rules-orders">
          <Button disabled={draft === (rules.file?.text ?? '')} onClick={() => setDraft(rules.file?.text ?? '')}>{text('asInFile')}</Button>
          <Button onClick={() => download(draft, rules.file?.name ?? 'rules.yaml')}>{text('download')}</Button>
          {trial.running ? <Button onClick={trial.stop}>{text('stop')}</Button> : <Button type="primary" disabled={wrong || draft.trim() === '' || (against !== AS_JUDGED && before.data === undefined)} onClick={run}>{text('run')}</Button>}
        </div>
      </div>
      {trial.error !== undefined && <Failure error={trial.error} again={run} />}
      {trial.running && trial.tried === undefined && <p role="status" className="quiet">{text('running')}</p>}
      {trial.tried && <TrialResult tried={trial.tried} running={trial.running} rules={rules} choices={choices.data} />}
    </section>
  );
}

function VersionSelect({ rules, value, choose }: { readonly rules: Rules; readonly value: number; readonly choose: (version: number) => void }): ReactNode {
  const text = useText(messages);
  const { language } = useSettings();
  const options = [{ value: AS_JUDGED, label: text('asJudged') }, ...rules.versions.flatMap(({ number, version, at }) => (version === undefined ? [] : [{ value: number, label: text('versionOf', { version, time: formatMoment(at, language) }) }]))];
  return <Select aria-label={text('against')} className="rules-against" value={value} options={options} popupMatchSelectWidth={false} onChange={choose} />;
}

function useVersionText(version: number) {
  return useQuery({ queryKey: ['rules-text', version], enabled: version !== AS_JUDGED, staleTime: Infinity, queryFn: async ({ signal }) => (await get<{ readonly text: string }>(`/api/rules/versions/${version}`, { signal })).text });
}

/** What is wrong with the text, half a second after the last key. */
function useChecked(draft: string) {
  const [still, setStill] = useState(draft);
  useEffect(() => {
    const timer = setTimeout(() => setStill(draft), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [draft]);
  return useQuery<Checked>({ queryKey: ['rules-check', still], enabled: still.trim() !== '', gcTime: 0, placeholderData: (before) => before, queryFn: ({ signal }) => post<Checked>('/api/rules/check', { rules: still }, { signal }) });
}

/** As a file: rules are kept where the server reads them. */
function download(draft: string, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([draft], { type: 'application/yaml' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
