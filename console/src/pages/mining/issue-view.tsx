import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { get } from '../../api/client.ts';
import { useOwn, useText } from '../../i18n/use-text.ts';
import { Failure, Loading } from '../../parts/states.tsx';
import { useSettings } from '../../settings/settings.ts';
import { formatCount, formatShare } from '../../time/format.ts';
import type { Issues } from './answers.ts';
import { type Asked, periodQuery } from './asked.ts';
import { countsIn, spansOf } from './bars.ts';
import { Figure, type Open } from './figure.tsx';
import { messages } from './messages.ts';

/** Keyword groups with their calls, each day a bar that opens. */
export function IssueView({ asked, open }: { readonly asked: Asked; readonly open: Open }): ReactNode {
  const text = useText(messages);
  const own = useOwn();
  const { language } = useSettings();
  const query = periodQuery(asked);
  const issues = useQuery({ queryKey: ['mining-issues', query], refetchInterval: 15_000, queryFn: ({ signal }) => get<Issues>(`/api/mining/issues?${query}`, { signal }) });
  if (issues.isPending) return <Loading rows={6} />;
  if (issues.isError) return <Failure error={issues.error} again={() => void issues.refetch()} />;
  const { calls, groups } = issues.data;
  const spans = spansOf(groups.map(({ days }) => days));
  const bars = new Map(groups.map(({ id, days }) => [id, countsIn(spans, days)]));
  const most = Math.max(1, ...[...bars.values()].flat());
  return (
    <section className="mining-part wide" aria-labelledby="mining-issues">
      <h2 id="mining-issues">{text('issues')}</h2>
      <p className="quiet">{text('issuesHint', { count: calls })}</p>
      <table className="list-table mining-issues">
        <thead><tr><th scope="col">{text('issue')}</th><th scope="col" className="right">{text('calls')}</th><th scope="col" className="right">{text('share')}</th><th scope="col" className="mining-bars">{text('byDay')} {spans.length > 0 && <span className="figures">{spans[0]?.days[0]} – {spans.at(-1)?.days[1]}</span>}</th></tr></thead>
        <tbody>
          {groups.map((group) => (
            <tr key={group.id}>
              <th scope="row">{own(group.name)}</th>
              <td className="right">{group.calls > 0 ? <Figure what={own(group.name)} opens={{ group: group.id }} open={open}>{formatCount(group.calls, language)}</Figure> : <span className="figures">{formatCount(0, language)}</span>}</td>
              <td className="right figures">{calls > 0 ? formatShare(group.calls / calls, language) : ''}</td>
              <td>
                <span className="mining-days">
                  {spans.map(({ from, until, days: [first, last] }, n) => {
                    const count = bars.get(group.id)?.[n] ?? 0;
                    const day = first === last ? first : `${first} – ${last}`;
                    if (count === 0) return <span key={from} className="mining-day" title={`${day} · 0`} />;
                    return (
                      <button key={from} type="button" className="mining-day" title={`${day} · ${formatCount(count, language)}`} aria-label={`${own(group.name)} · ${day} · ${formatCount(count, language)}`} onClick={() => open({ group: group.id, from: String(Math.max(from, asked.from)), until: String(Math.min(until, asked.until)) })}>
                        <span style={{ height: `${Math.max(8, Math.round((count / most) * 100))}%` }} />
                      </button>
                    );
                  })}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
