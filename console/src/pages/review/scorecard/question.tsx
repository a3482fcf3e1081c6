import { Button, Input } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { ReviewAnswer, ScorecardQuestion } from '#contract';
import { useOwn, useText } from '../../../i18n/use-text.ts';
import { formatDuration } from '../../../time/format.ts';
import { messages } from '../messages.ts';

interface Props {
  readonly question: ScorecardQuestion;
  readonly answer: ReviewAnswer;
  readonly focused: boolean;
  readonly editable: boolean;
  readonly focus: () => void;
  readonly give: (points: ReviewAnswer['points']) => void;
  readonly note: (note: string) => void;
  readonly removeEvidence: (index: number) => void;
  readonly hear: (at: number) => void;
}

export function Question({ question, answer, focused, editable, focus, give, note, removeEvidence, hear }: Props): ReactNode {
  const text = useText(messages);
  const own = useOwn();
  const [noting, setNoting] = useState(answer.note !== undefined);
  const name = own(question.text);
  const failed = (question.autoFail || question.failsSection === true) && answer.points === 0;
  return (
    // The focus tells which question the digit keys answer.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div className={`review-question${focused ? ' focused' : ''}${failed ? ' failed' : ''}`} role="group" aria-label={name} id={`question-${question.id}`} tabIndex={-1} onFocus={focus}>
      <div className="review-question-text">
        {name}
        <span className="quiet figures"> · {text('weight', { weight: question.weight })}</span>
        {question.autoFail && <span className="review-tag">{text('autoFail')}</span>}
        {question.failsSection === true && <span className="review-tag">{text('failsSection')}</span>}
        {question.rule !== undefined && <span className="review-tag" title={text('byRule', { rule: question.rule })} aria-label={text('byRule', { rule: question.rule })}>⚙ {question.rule}</span>}
      </div>
      <Points question={question} answer={answer} editable={editable} give={give}>
        {/* Kept in place while it is hidden: a line that comes with the focus would move the button under the pointer away. */}
        {!noting && <Button type="link" size="small" className="review-add-note" onClick={() => setNoting(true)}>＋ {text('note')}</Button>}
      </Points>
      {answer.evidence.length > 0 && (
        <div className="review-chips">
          {answer.evidence.map((each, i) => (
            <span className="review-chip" key={`${each.from}-${each.to}`}>
              <button type="button" aria-label={text('evidence', { time: formatDuration(each.from), text: each.text })} title={each.text} onClick={() => hear(each.from)}>
                <span className="figures">{formatDuration(each.from)}</span> <bdi>{each.text}</bdi>
              </button>
              {editable && <button type="button" aria-label={text('removeEvidence', { text: each.text })} onClick={() => removeEvidence(i)}>×</button>}
            </span>
          ))}
        </div>
      )}
      {editable && noting && (
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 6 }} maxLength={4_000} value={answer.note ?? ''} placeholder={text('note')} aria-label={text('noteFor', { question: name })} onChange={(event) => note(event.target.value)} />
      )}
      {!editable && answer.note !== undefined && <p className="review-note" dir="auto">{answer.note}</p>}
    </div>
  );
}

/** One button for each number of points; the one given is pressed. */
function Points({ question, answer, editable, give, children }: Pick<Props, 'question' | 'answer' | 'editable' | 'give'> & { readonly children: ReactNode }): ReactNode {
  const text = useText(messages);
  const choices = Array.from({ length: question.points + 1 }, (_, points) => points);
  const binary = question.points === 1;
  const given = answer.points;
  const label = (points: number): string => (binary ? text(points === 1 ? 'yes' : 'no') : String(points));
  if (!editable) return <div className="figures">{given === undefined ? text('noScore') : given === 'not-applicable' ? text('notApplicable') : binary ? label(given) : `${given} / ${question.points}`}</div>;
  return (
    <div className="review-points">
      {(binary ? [1, 0] : choices).map((points) => (
        <Button key={points} size="small" type={given === points ? 'primary' : 'default'} aria-pressed={given === points} aria-label={binary ? label(points) : text('points', { points })} onClick={() => give(given === points ? undefined : points)}>
          {label(points)}
        </Button>
      ))}
      {question.mayNotApply && (
        <Button size="small" type={given === 'not-applicable' ? 'primary' : 'default'} aria-pressed={given === 'not-applicable'} onClick={() => give(given === 'not-applicable' ? undefined : 'not-applicable')}>
          {text('notApplicable')}
        </Button>
      )}
      {children}
    </div>
  );
}
