import type { ReactNode } from 'react';
import type { AutomaticScore, ReviewAnswer } from '#contract';
import { useOwn, useText } from '../../../i18n/use-text.ts';
import { formatDuration } from '../../../time/format.ts';
import { messages } from './messages.ts';

interface Props {
  readonly automatic: AutomaticScore;
  readonly hear: (at: number) => void;
}

/** What the rules alone score the call: what cost points stands in sight, each with the words that prove it and the way to them. */
export function Automatic({ automatic, hear }: Props): ReactNode {
  const text = useText(messages);
  const own = useOwn();
  const { score, coverage, failedBy, questions, answers, scorecardVersion, name, judgedAfterwards } = automatic;
  const answered = questions.flatMap((question) => {
    const answer = answers.find((each) => each.question === question.id);
    return answer ? [{ question, answer }] : [];
  });
  const lost = answered.filter(({ question, answer }) => typeof answer.points === 'number' && answer.points < question.points);
  const rest = answered.filter((each) => !lost.includes(each));
  const failing = questions.find(({ id }) => id === failedBy);
  return (
    <section className="review-section review-automatic">
      <h3>{text('automaticScore')}</h3>
      <p>
        <strong className="figures">{score === undefined ? text('noAutomatic') : text('automaticOf', { score })}</strong>{' '}
        <span className="quiet">{text('coverage', { percent: Math.round(coverage * 100), card: own(name), version: scorecardVersion })}</span>
      </p>
      {judgedAfterwards !== undefined && <p className="quiet">{text('judgedAfterwards', { version: judgedAfterwards })}</p>}
      {failing && <p className="alarm">⚑ {text('autoFailed', { question: own(failing.text) })}</p>}
      {lost.length > 0 && <Answers answers={lost} hear={hear} />}
      {rest.length > 0 && (
        <details>
          <summary className="quiet">{text('alsoAnswered', { count: rest.length })}</summary>
          <Answers answers={rest} hear={hear} />
        </details>
      )}
    </section>
  );
}

function Answers({ answers, hear }: Pick<Props, 'hear'> & { readonly answers: readonly { readonly question: AutomaticScore['questions'][number]; readonly answer: ReviewAnswer }[] }): ReactNode {
  const text = useText(messages);
  const own = useOwn();
  return (
    <ul className="review-answers">
      {answers.map(({ question, answer: { points, evidence } }) => (
        <li key={question.id}>
          <span>{own(question.text)}</span> <span className="figures quiet">{points === 'not-applicable' ? text('notApplicable') : `${points ?? 0} / ${question.points}`}</span>
          {evidence.length > 0 && (
            <div className="review-chips">
              {evidence.map((each) => (
                <span className="review-chip" key={`${each.from}-${each.to}`}>
                  <button type="button" aria-label={text('hearEvidence', { time: formatDuration(each.from), text: each.text })} title={each.text} onClick={() => hear(each.from)}>
                    <span className="figures">{formatDuration(each.from)}</span> <bdi>{each.text}</bdi>
                  </button>
                </span>
              ))}
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
