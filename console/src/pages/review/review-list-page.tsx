import { Segmented } from 'antd';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { Shell } from '../../app/shell.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useMe } from '../../session/session.ts';
import { AllCalls } from './list/all-calls.tsx';
import { OwnReviews } from './list/own-reviews.tsx';
import { messages } from './messages.ts';
import { Calibrations } from './quality/calibrations.tsx';
import { SampledCalls } from './quality/sampling/sampled-calls.tsx';
import '../../parts/list/list.css';
import './review.css';

/** Reviewers find calls here, agents what was published about their own. */
export function ReviewListPage(): ReactNode {
  const text = useText(messages);
  const { person } = useMe();
  const [search, setSearch] = useSearchParams();
  const reviews = person.role !== 'agent';
  const views = [{ value: 'all', label: text('allCalls') }, { value: 'queue', label: text('queueView') }, { value: 'calibration', label: text('calibrationView') }, ...(person.agent === undefined ? [] : [{ value: 'own', label: text('ownTitle') }])];
  const asked = search.get('view') ?? 'all';
  const view = reviews ? (views.some(({ value }) => value === asked) ? asked : 'all') : 'own';
  return (
    <Shell header={<h1>{text(view === 'own' ? 'ownTitle' : 'title')}</h1>}>
      <div className="review-list">
        {reviews && <Segmented className="review-views" value={view} options={views} onChange={(next) => setSearch(next === 'all' ? {} : { view: next })} />}
        {view === 'own' && <OwnReviews />}
        {view === 'queue' && <SampledCalls />}
        {view === 'calibration' && <Calibrations />}
        {view === 'all' && <AllCalls />}
      </div>
    </Shell>
  );
}
