import type { Review, ReviewAnswer, Scorecard, ScorecardQuestion } from '#contract';

/** What a reviewer changes; the server adds authors, times and the score. */
export interface Draft {
  readonly answers: readonly ReviewAnswer[];
  readonly comments: readonly { readonly id: string; readonly at: number; readonly text: string }[];
}

export type Evidence = ReviewAnswer['evidence'][number];

export const draftOf = ({ answers, comments }: Review): Draft => ({ answers, comments: comments.map(({ id, at, text }) => ({ id, at, text })) });

export function answerTo(draft: Draft, question: string): ReviewAnswer {
  return draft.answers.find((each) => each.question === question) ?? { question, evidence: [] };
}

export function answered(draft: Draft, question: string, points: ReviewAnswer['points']): Draft {
  const { points: _before, ...rest } = answerTo(draft, question);
  return changed(draft, { ...rest, ...(points === undefined ? {} : { points }) });
}

export function noted(draft: Draft, question: string, note: string): Draft {
  const { note: _before, ...rest } = answerTo(draft, question);
  return changed(draft, { ...rest, ...(note === '' ? {} : { note }) });
}

export function withEvidence(draft: Draft, question: string, evidence: Evidence): Draft {
  const answer = answerTo(draft, question);
  if (answer.evidence.some((each) => each.from === evidence.from && each.to === evidence.to)) return draft;
  return changed(draft, { ...answer, evidence: [...answer.evidence, evidence] });
}

export function withoutEvidence(draft: Draft, question: string, index: number): Draft {
  const answer = answerTo(draft, question);
  return changed(draft, { ...answer, evidence: answer.evidence.filter((_, i) => i !== index) });
}

export function commented(draft: Draft, comment: Draft['comments'][number]): Draft {
  const rest = draft.comments.filter(({ id }) => id !== comment.id);
  return { ...draft, comments: comment.text.trim() === '' ? rest : [...rest, comment].toSorted((a, b) => a.at - b.at) };
}

export const questionsOf = (scorecard: Scorecard): readonly ScorecardQuestion[] => scorecard.sections.flatMap(({ questions }) => questions);

export const openQuestions = (scorecard: Scorecard, draft: Draft): readonly ScorecardQuestion[] => questionsOf(scorecard).filter(({ id }) => answerTo(draft, id).points === undefined);

/** What a digit key answers; undefined where the question has not so many points. */
export const pointsOfKey = (question: ScorecardQuestion, key: number): number | undefined => (key <= question.points ? key : undefined);

function changed(draft: Draft, answer: ReviewAnswer): Draft {
  const known = draft.answers.some(({ question }) => question === answer.question);
  return { ...draft, answers: known ? draft.answers.map((each) => (each.question === answer.question ? answer : each)) : [...draft.answers, answer] };
}
