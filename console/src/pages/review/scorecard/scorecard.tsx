import type { ReactNode } from 'react';
import type { Scorecard as Card } from '#contract';
import { useOwn } from '../../../i18n/use-text.ts';
import { answered, answerTo, type Draft, noted, withoutEvidence } from './draft.ts';
import { Question } from './question.tsx';

interface Props {
  readonly scorecard: Card;
  readonly draft: Draft;
  readonly focused: string | undefined;
  readonly focus: (question: string) => void;
  /** Undefined = only to be read. */
  readonly change: ((how: (draft: Draft) => Draft) => void) | undefined;
  readonly hear: (at: number) => void;
}

export function Scorecard({ scorecard, draft, focused, focus, change, hear }: Props): ReactNode {
  const own = useOwn();
  return scorecard.sections.map((section) => (
    <section key={section.id} className="review-section">
      <h3>{own(section.name)}</h3>
      {section.questions.map((question) => (
        <Question
          key={question.id}
          question={question}
          answer={answerTo(draft, question.id)}
          focused={focused === question.id}
          editable={change !== undefined}
          focus={() => focus(question.id)}
          give={(points) => change?.((now) => answered(now, question.id, points))}
          note={(note) => change?.((now) => noted(now, question.id, note))}
          removeEvidence={(index) => change?.((now) => withoutEvidence(now, question.id, index))}
          hear={hear}
        />
      ))}
    </section>
  ));
}
