import { Button, Select } from 'antd';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { get } from '../../api/client.ts';
import { useOwn, useText } from '../../i18n/use-text.ts';
import { Failure } from '../../parts/states.tsx';
import { useSettings } from '../../settings/settings.ts';
import { serverNow } from '../../time/server-clock.ts';
import { formatCount, formatMoment, formatShare } from '../../time/format.ts';
import type { Rules, Verdicts } from './answers.ts';
import { messages } from './messages.ts';
import { countsOf, violatingOf } from './sums.ts';

const ALL = 'all';

/** The version that judges new calls, and what its file has to say. */
export function FileState({ rules: { version, file, versions } }: { readonly rules: Rules }): ReactNode {
  const text = useText(messages);
  const own = useOwn();
  const { language } = useSettings();
  const since = versions.find((each) => each.version === version)?.at;
  const taken = file !== undefined && file.version === version;
  const hasRemarks = file !== undefined && file.remarks.length > 0;
  return (
    <section className="panel rules-part" aria-labelledby="rules-now">
      <h2 id="rules-now">{text('inForce')}</h2>
      {version === undefined ? <p>{text('noRules')}</p> : (
        <p>
          <strong className="rules-version"><bdi>{version}</bdi></strong>{' '}
          {since !== undefined && <span className="quiet">{text('since', { time: formatMoment(since, language) })}</span>}
        </p>
      )}
      {file && taken && <p className="quiet">{text(hasRemarks ? 'fileTakenRemarks' : 'fileTaken', { file: file.name })}</p>}
      {file && !taken && (
        <div className="rules-refused" role="alert">
          <strong>{text(file.version === undefined ? 'fileRefused' : 'fileWaits', { file: file.name })}</strong>
        </div>
      )}
      {file && hasRemarks && (
        <ul className="rules-remarks">
          {file.remarks.map((remark, n) => <li key={n} className={file.version === undefined ? 'alarm' : 'warning'}>{text('atLine', { line: remark.line })} {remark.key !== '' && <code>{remark.key}</code>} {own(remark)}</li>)}
        </ul>
      )}
    </section>
  );
}

/** Each rule with the verdicts of the newest calls; violations open to them. */
export function RuleTable({ rules }: { readonly rules: Rules }): ReactNode {
  const text = useText(messages);
  const own = useOwn();
  const { language } = useSettings();
  const [version, setVersion] = useState(ALL);
  // Calls that end later are not among those that are counted, and so not among those a number opens to.
  const [until] = useState(() => Math.ceil(serverNow()));
  const pages = useInfiniteQuery({
    queryKey: ['rules-verdicts', until],
    staleTime: Infinity,
    queryFn: ({ pageParam, signal }) => get<Verdicts>(`/api/rules/verdicts?until=${until}${pageParam === undefined ? '' : `&cursor=${encodeURIComponent(pageParam)}`}`, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  });
  const read = pages.data?.pages ?? [];
  const versions = [...new Set(read.flatMap(({ policies }) => policies.map((policy) => policy.version)))];
  const counts = countsOf(read, version === ALL ? undefined : version);
  const violating = violatingOf(read);
  const earliest = read.at(-1)?.from;
  const known = new Map(rules.rules.map((rule) => [rule.id, rule]));
  const gone = [...new Set([...counts.keys(), ...violating.keys()])].filter((id) => !known.has(id)).map((id) => ({ id, severity: undefined, title: undefined }));
  const [callsRead, conversations] = [read.reduce((sum, page) => sum + page.calls, 0), read.reduce((sum, page) => sum + page.conversations, 0)];
  return (
    <section className="panel rules-part" aria-labelledby="rules-list">
      <div className="list-bar">
        <h2 id="rules-list" className="grow">{text('rules')}</h2>
        <Select aria-label={text('version')} value={version} popupMatchSelectWidth={false} onChange={setVersion} options={[{ value: ALL, label: text('allVersions') }, ...versions.map((value) => ({ value, label: value === '' ? text('unknownVersion') : value }))]} />
      </div>
      <p className="quiet" role="status">{text(pages.isPending ? 'counting' : 'countedOver', { calls: callsRead, conversations })} {pages.hasNextPage && <Button size="small" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{text('countMore')}</Button>}</p>
      {pages.isError && <Failure error={pages.error} again={() => void pages.refetch()} />}
      <div className="rules-scroll" role="region" tabIndex={0} aria-labelledby="rules-list">
        <table className="list-table">
          <thead><tr><th scope="col">{text('rule')}</th><th scope="col">{text('severity')}</th><th scope="col" className="right">{text('met')}</th><th scope="col" className="right">{text('violated')}</th><th scope="col" className="right">{text('not-applicable')}</th><th scope="col" className="right">{text('violatedShare')}</th><th scope="col" className="right" title={text('callsHint')}>{text('calls')}</th></tr></thead>
          <tbody>
            {[...rules.rules, ...gone].map(({ id, severity, title }) => {
              const { met = 0, violated = 0, notApplicable = 0 } = counts.get(id) ?? {};
              const calls = violating.get(id) ?? 0;
              return (
                <tr key={id}>
                  <th scope="row">{title ? own(title) : <span className="quiet">{text('ruleGone')}</span>} <code className="quiet">{id}</code></th>
                  <td>{severity !== undefined && <span className={`list-tag ${severity === 'critical' ? 'alarm' : severity === 'warn' ? 'warning' : ''}`}>{severityOf(severity, text)}</span>}</td>
                  <td className="right figures">{formatCount(met, language)}</td>
                  <td className="right figures">{formatCount(violated, language)}</td>
                  <td className="right figures quiet">{formatCount(notApplicable, language)}</td>
                  <td className="right figures">{met + violated > 0 ? formatShare(violated / (met + violated), language) : ''}</td>
                  <td className="right figures">{calls > 0 ? <Link to={`/review?rule=${encodeURIComponent(id)}${earliest === undefined ? '' : `&since=${earliest}`}&before=${until}`} title={text('toCalls')}>{formatCount(calls, language)}</Link> : 0}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function severityOf(severity: string, text: ReturnType<typeof useText<'critical' | 'warn' | 'info'>>): string {
  return severity === 'critical' || severity === 'warn' || severity === 'info' ? text(severity) : severity;
}
