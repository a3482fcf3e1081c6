import type { ReactNode } from 'react';
import type { Agreement } from '#contract';
import { useOwn, useText } from '../../../i18n/use-text.ts';
import { messages } from './messages.ts';

const figure = (value: number | undefined): string => (value === undefined ? '—' : value.toFixed(2));
const percent = (value: number): string => `${Math.round(value * 100)} %`;

/** How far reviewers agree: all together, each question, each reviewer. */
export function AgreementFigures({ agreement: { percent: all, cohenKappa, fleissKappa, krippendorffAlpha, questions, reviewers } }: { readonly agreement: Agreement }): ReactNode {
  const text = useText(messages);
  const own = useOwn();
  return (
    <>
      <p className="review-agreement">
        <strong className="figures">{text('agreement', { percent: percent(all) })}</strong> <span className="quiet">{text('kappas', { cohen: figure(cohenKappa), fleiss: figure(fleissKappa), alpha: figure(krippendorffAlpha) })}</span>
      </p>
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
                <th scope="row">{own(each.text)}</th>
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
