import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { get } from '../../api/client.ts';
import { Shell } from '../../app/shell.tsx';
import { useText } from '../../i18n/use-text.ts';
import '../../parts/list/list.css';
import { Failure, Loading } from '../../parts/states.tsx';
import type { Rules } from './answers.ts';
import { FileState, RuleTable } from './in-force.tsx';
import { messages } from './messages.ts';
import './rules.css';
import { Trial } from './trial.tsx';

/** The file may be saved at any time. */
const EVERY_MS = 10_000;

/** `/rules`: what new calls are judged by, how calls were judged, and the trial of a change. */
export function RulesPage(): ReactNode {
  const text = useText(messages);
  const rules = useQuery({ queryKey: ['rules'], refetchInterval: EVERY_MS, queryFn: ({ signal }) => get<Rules>('/api/rules', { signal }) });
  useEffect(() => {
    document.title = text('title');
  }, [text]);
  return (
    <Shell>
      <h1 className="hidden-text">{text('title')}</h1>
      <div className="list-page rules-page">
        {rules.isPending && <Loading rows={8} />}
        {rules.isError && <Failure error={rules.error} again={() => void rules.refetch()} />}
        {rules.data && (
          <>
            <FileState rules={rules.data} />
            <RuleTable rules={rules.data} />
            <Trial rules={rules.data} />
          </>
        )}
      </div>
    </Shell>
  );
}
