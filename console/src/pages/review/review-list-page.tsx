import { Segmented } from 'antd';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { Shell } from '../../app/shell.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useMe } from '../../session/session.ts';
import { AllCalls } from './list/all-calls.tsx';
import { OwnReviews } from './list/own-reviews.tsx';
import { messages } from './messages.ts';
import './review.css';

/** Reviewers find calls here, agents what was published about their own. */
export function ReviewListPage(): ReactNode {
  const text = useText(messages);
  const { person } = useMe();
  const [search, setSearch] = useSearchParams();
  const reviews = person.role !== 'agent';
  const own = !reviews || (person.agent !== undefined && search.get('view') === 'own');
  return (
    <Shell header={<h1>{text(own ? 'ownTitle' : 'title')}</h1>}>
      <div className="review-list">
        {reviews && person.agent !== undefined && (
          <Segmented className="review-views" value={own ? 'own' : 'all'} options={[{ value: 'all', label: text('allCalls') }, { value: 'own', label: text('ownTitle') }]} onChange={(view) => setSearch(view === 'own' ? { view: 'own' } : {})} />
        )}
        {own ? <OwnReviews /> : <AllCalls />}
      </div>
    </Shell>
  );
}
