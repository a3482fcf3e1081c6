import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Agreement, Calibration } from '#contract';
import { useOwn, useText } from '../../../i18n/use-text.ts';
import { useSettings } from '../../../settings/settings.ts';
import { formatMoment } from '../../../time/format.ts';
import { messages } from './messages.ts';

const figure = (value: number | undefined): string => (value === undefined ? '—' : value.toFixed(2));
const percent = (value: number): string => `${Math.round(value * 100)} %`;

interface Props {
  readonly agreement: Agreement;
  readonly tasks: Calibration['tasks'];
}

/** How far reviewers agree: all together, each question, each reviewer. */
export function AgreementFigures({ agreement, tasks }: Props): ReactNode {
  const text = useText(messages);
  const own = useOwn();
  const { language } = useSettings();
  const { percent: all, cohenKappa, fleissKappa, krippendorffAlpha, questions, reviewers, calls } = agreement;
  const timeOf = (call: string): string => formatMoment(tasks.find((task) => task.call.id === call)?.call.startedAt ?? 0, language);
  return (
    <>
      <p className="review-agreement">
        <strong className="figures">{text('agreement', { percent: percent(all) })}</strong> <span className="quiet">{text('kappas', { cohen: figure(cohenKappa), fleiss: figure(fleissKappa), alpha: figure(krippendorffAlpha) })}</span>
      </p>
      <ByCall agreement={agreement} tasks={tasks} />
      <div className="review-scroll">
        <table className="review-table">
          <caption className="hidden-text">{text('figures')}</caption>
          <thead>
            <tr>
              <th scope="col">{text('question')}</th>
              {reviewers.map(({ login, name }) => <th key={login} scope="col" className="right">{name}</th>)}
              <th scope="col" className="right">{text('agreed')}</th>
              <th scope="col" className="right">{text('deviation')}</th>
            </tr>
          </thead>
          <tbody>
            {questions.map((each) => (
              <tr key={`${each.call} ${each.question}`}>
                <th scope="row">{own(each.text)} {calls.length > 1 && <span className="quiet figures">{timeOf(each.call)}</span>}</th>
                {each.answers.map((answer, i) => <td key={reviewers[i]?.login ?? i} className="right figures">{answer === 'not-applicable' ? text('notApplicable') : (answer ?? '—')}</td>)}
                <td className="right figures">{percent(each.percent)}</td>
                <td className="right figures">{figure(each.deviation)}</td>
              </tr>
            ))}
            <tr>
              <th scope="row">{text('meanScore')}</th>
              {reviewers.map(({ login, meanScore, deviation }) => <td key={login} className="right figures">{figure(meanScore)} {deviation !== undefined && <span className="quiet">({deviation > 0 ? '+' : ''}{deviation.toFixed(1)})</span>}</td>)}
              <td colSpan={2}>—</td>
            </tr>
          </tbody>
        </table>
      </div>
    </>
  );
}

/** The scores of each call beside each other, and that of the rules. */
function ByCall({ agreement: { reviewers, calls }, tasks }: Props): ReactNode {
  const text = useText(messages);
  const { language } = useSettings();
  return (
    <div className="review-scroll">
      <table className="review-table review-by-call">
        <caption className="hidden-text">{text('byCall')}</caption>
        <thead>
          <tr>
            <th scope="col">{text('byCall')}</th>
            {reviewers.map(({ login, name }) => <th key={login} scope="col" className="right">{name}</th>)}
            <th scope="col" className="right">{text('spread')}</th>
            <th scope="col" className="right">{text('automaticScore')}</th>
          </tr>
        </thead>
        <tbody>
          {calls.map(({ call, scores, spread }) => {
            const { automatic, call: row } = tasks.find((each) => each.call.id === call) ?? {};
            return (
              <tr key={call}>
                <th scope="row"><Link to={`/review/${encodeURIComponent(call)}`}>{formatMoment(row?.startedAt ?? 0, language)}</Link></th>
                {scores.map((score, i) => <td key={reviewers[i]?.login ?? i} className="right figures">{score ?? '—'}</td>)}
                <td className="right figures">{spread ?? '—'}</td>
                <td className="right figures">{automatic?.score ?? '—'}{automatic?.judgedAfterwards !== undefined && <div className="quiet">{text('judgedLater', { version: automatic.judgedAfterwards })}</div>}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
