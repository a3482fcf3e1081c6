import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { ReviewChoices } from '#contract';
import { useOwn, useText } from '../../i18n/use-text.ts';
import { Name } from '../../parts/names.tsx';
import { useSettings } from '../../settings/settings.ts';
import { formatCount, formatDuration } from '../../time/format.ts';
import type { Changed, Rules, Tried } from './answers.ts';
import { messages } from './messages.ts';

const SHOWN = 100;

interface Props {
  readonly tried: Tried;
  readonly running: boolean;
  readonly rules: Rules;
  readonly choices: ReviewChoices | undefined;
}

/** What would be judged otherwise, each with the words and the way to the moment. */
export function TrialResult({ tried, running, rules, choices }: Props): ReactNode {
  const text = useText(messages);
  const own = useOwn();
  const { language } = useSettings();
  const [rule, setRule] = useState<string>();
  const [shown, setShown] = useState(SHOWN);
  const titles = new Map(rules.rules.map(({ id, title }) => [id, own(title)]));
  // Calls of before a rule was there had no verdict of it: that it is kept now tells little.
  const [all, showAll] = useState(false);
  const [came, went] = [tried.changed.filter(({ is }) => is === 'violated').length, tried.changed.filter(({ was }) => was === 'violated').length];
  const changed = tried.changed.filter((each) => (rule === undefined || each.rule === rule) && (all || each.was === 'violated' || each.is === 'violated'));
  return (
    <div className="rules-result">
      <p role="status"><strong>{text(tried.changed.length === 0 ? 'nothingChanges' : 'changes', { count: tried.changed.length, came, went })}</strong> <span className="quiet">{text(running ? 'soFar' : 'triedOn', { calls: tried.calls, verdicts: tried.verdicts })} · <bdi>{tried.against === 'as judged' ? text('asJudged') : tried.against}</bdi> → <bdi>{tried.policy}</bdi></span></p>
      {tried.rules.length > 0 && (
        <div className="rules-scroll" role="region" tabIndex={0} aria-label={text('byRule')}>
          <table className="list-table rules-compare">
            <caption className="hidden-text">{text('byRule')}</caption>
            <thead><tr><th scope="col">{text('rule')}</th><th scope="col" className="right">{text('violatedBefore')}</th><th scope="col" className="right">{text('violatedNow')}</th><th scope="col" className="right">{text('changed')}</th></tr></thead>
            <tbody>
              {tried.rules.map((each) => (
                <tr key={each.rule} className={each.changed > 0 ? 'rules-changed' : ''}>
                  <th scope="row">{titles.get(each.rule) ?? ''} <code className="quiet">{each.rule}</code></th>
                  <td className="right figures">{formatCount(each.was, language)}</td>
                  <td className="right figures">{formatCount(each.is, language)}</td>
                  <td className="right figures">{each.changed > 0 ? <button type="button" className="rules-figure" aria-pressed={rule === each.rule} title={text('onlyThis')} onClick={() => setRule(rule === each.rule ? undefined : each.rule)}>{formatCount(each.changed, language)}</button> : 0}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {tried.changed.length > 0 && <p><Checkbox checked={all} onChange={(event) => showAll(event.target.checked)}>{text('alsoKept')}</Checkbox></p>}
      {changed.length > 0 && (
        <div className="rules-scroll" role="region" tabIndex={0} aria-label={text('changedVerdicts')}>
          <table className="list-table">
            <caption className="hidden-text">{text('changedVerdicts')}</caption>
            <thead><tr><th scope="col">{text('rule')}</th><th scope="col">{text('verdict')}</th><th scope="col">{text('evidence')}</th><th scope="col">{text('agent')}</th><th scope="col">{text('queue')}</th></tr></thead>
            <tbody>{changed.slice(0, shown).map((each, n) => <Row key={n} changed={each} title={titles.get(each.rule)} choices={choices} />)}</tbody>
          </table>
        </div>
      )}
      {changed.length > shown && <div className="list-more"><Button onClick={() => setShown(shown + SHOWN)}>{text('more', { count: changed.length - shown })}</Button></div>}
    </div>
  );
}

function Row({ changed: { call, agent, queue, rule, was, is, evidence }, title, choices }: { readonly changed: Changed; readonly title: string | undefined; readonly choices: ReviewChoices | undefined }): ReactNode {
  const text = useText(messages);
  const nameOf = (list: readonly { readonly id: string; readonly name: string }[] = [], key = '') => list.find(({ id }) => id === key)?.name ?? key;
  const path = (at?: number) => `/review/${encodeURIComponent(call)}${at === undefined ? '' : `?at=${at}`}`;
  return (
    <tr>
      <th scope="row">{title ?? ''} <code className="quiet">{rule}</code></th>
      <td><span className="quiet">{text(was)}</span> → <span className={is === 'violated' ? 'alarm' : ''}>{text(is)}</span></td>
      <td>
        {evidence.length === 0 && <Link to={path()}>{text('openCall')}</Link>}
        {evidence.map(({ at, from, speaker, words }, n) => (
          <div key={n} className="rules-evidence">
            <Link className="figures" to={path(from)} title={text('openAt', { time: formatDuration(at) })}>{formatDuration(at)}</Link> <span className="quiet">{text(speaker)}</span> <span dir="auto">{words}</span>
          </div>
        ))}
      </td>
      <td><Name of={nameOf(choices?.agents, agent)} /></td>
      <td><Name of={nameOf(choices?.queues, queue)} /></td>
    </tr>
  );
}
