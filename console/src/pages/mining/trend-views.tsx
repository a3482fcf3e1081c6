import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { get } from '../../api/client.ts';
import { useText } from '../../i18n/use-text.ts';
import { Failure, Loading } from '../../parts/states.tsx';
import { useSettings } from '../../settings/settings.ts';
import { formatCount, formatShare } from '../../time/format.ts';
import type { Clusters, Emerging } from './answers.ts';
import { type Asked, periodQuery } from './asked.ts';
import { Figure, type Open } from './figure.tsx';
import { messages } from './messages.ts';

interface Props {
  readonly asked: Asked;
  readonly open: Open;
}

/** Terms that became more frequent. */
export function EmergingView({ asked, open }: Props): ReactNode {
  const text = useText(messages);
  const { language } = useSettings();
  const query = periodQuery(asked, { limit: 20 });
  const emerging = useQuery({ queryKey: ['mining-emerging', query], queryFn: ({ signal }) => get<Emerging>(`/api/mining/emerging?${query}`, { signal }) });
  const hasQ = emerging.data?.terms.some(({ q }) => q !== undefined) === true;
  return (
    <section className="mining-part" aria-labelledby="mining-emerging">
      <h2 id="mining-emerging">{text('emerging')}</h2>
      <p className="quiet">{text('emergingHint')}</p>
      {emerging.isPending && <Loading rows={4} />}
      {emerging.isError && <Failure error={emerging.error} again={() => void emerging.refetch()} />}
      {emerging.data?.terms.length === 0 && <p>{text('noEmerging')}</p>}
      {emerging.data && emerging.data.terms.length > 0 && (
        <table className="list-table">
          <thead><tr><th scope="col">{text('term')}</th><th scope="col" className="right">{text('calls')}</th><th scope="col" className="right">{text('before')}</th><th scope="col" className="right">{text('sureness')}</th>{hasQ && <th scope="col" className="right" title={text('byChanceHint')}>{text('byChance')}</th>}</tr></thead>
          <tbody>
            {emerging.data.terms.map(({ term, now, before, z, q }) => (
              <tr key={term}>
                <th scope="row"><bdi>{term}</bdi></th>
                <td className="right"><Figure what={term} opens={{ term }} open={open}>{formatCount(now, language)}</Figure></td>
                <td className="right figures">{formatCount(before, language)}</td>
                <td className="right figures">{z.toFixed(1)}</td>
                {hasQ && <td className="right figures">{q === undefined ? '' : shownQ(q, language)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

const LEAST_Q = 0.001;
const shownQ = (q: number, language: Parameters<typeof formatShare>[1]): string => (q < LEAST_Q ? '< 0.1%' : formatShare(q, language));

/** Calls about the same. */
export function ClusterView({ asked, open }: Props): ReactNode {
  const text = useText(messages);
  const { language } = useSettings();
  const query = periodQuery(asked);
  const clusters = useQuery({ queryKey: ['mining-clusters', query], queryFn: ({ signal }) => get<Clusters>(`/api/mining/clusters?${query}`, { signal }) });
  return (
    <section className="mining-part" aria-labelledby="mining-clusters">
      <h2 id="mining-clusters">{text('clusters')}</h2>
      {clusters.isPending && <Loading rows={4} />}
      {clusters.isError && <Failure error={clusters.error} again={() => void clusters.refetch()} />}
      {clusters.data && <p className="quiet">{text('clustersHint', { count: clusters.data.of })}</p>}
      {clusters.data?.clusters.length === 0 && <p>{text('noClusters')}</p>}
      {clusters.data && clusters.data.clusters.length > 0 && (
        <table className="list-table">
          <thead><tr><th scope="col">{text('cluster')}</th><th scope="col" className="right">{text('calls')}</th></tr></thead>
          <tbody>
            {clusters.data.clusters.slice(0, 20).map(({ id, label, calls }) => (
              <tr key={id}>
                <th scope="row">{label.map((term) => <bdi key={term} className="list-tag">{term}</bdi>)}</th>
                <td className="right"><Figure what={label.join(' ')} opens={{ cluster: id }} open={open}>{formatCount(calls, language)}</Figure></td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
