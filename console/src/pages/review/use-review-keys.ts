import type { ReviewAnswer, ReviewCall, ScorecardQuestion } from '#contract';
import { useText } from '../../i18n/use-text.ts';
import { useKeys } from '../../keys/keys.ts';
import { messages } from './messages.ts';
import type { Player } from './player/player.ts';
import { answered, type Draft, pointsOfKey } from './scorecard/draft.ts';

const BACK_SECONDS = 5;
/** An alert is heard from a little before it. */
const LEAD_SECONDS = 3;
/** Going back from inside the lead of an alert means the one before it. */
const SAME_SECONDS = 0.5;

interface Keys {
  readonly player: Player;
  readonly alerts: ReviewCall['alerts'];
  readonly question: ScorecardQuestion | undefined;
  readonly change: ((how: (draft: Draft) => Draft) => void) | undefined;
}

export function useReviewKeys({ player, alerts, question, change }: Keys): void {
  const text = useText(messages);
  const starts = alerts.map(({ at }) => Math.max(0, at - LEAD_SECONDS)).toSorted((a, b) => a - b);
  const here = (): number => player.position.get();
  const seek = (at: number | undefined): void => {
    if (at !== undefined) player.seek(at);
  };
  const give = (points: ReviewAnswer['points']): void => {
    if (question && points !== undefined) change?.((now) => answered(now, question.id, points));
  };
  const answering = question !== undefined && change !== undefined;
  useKeys(text('keysTitle'), [
    { key: ' ', does: text('keyPlay'), run: () => player.toggle() },
    { key: 'j', does: text('keyBack'), run: () => player.seek(here() - BACK_SECONDS) },
    { key: 'k', does: text('keyStop'), run: () => player.pause() },
    { key: 'l', does: text('keyFaster'), run: () => player.faster() },
    { key: '[', does: text('keyPrevious'), run: () => seek(starts.findLast((at) => at < here() - SAME_SECONDS)) },
    { key: ']', does: text('keyNext'), run: () => seek(starts.find((at) => at > here() + SAME_SECONDS)) },
    ...Array.from({ length: 10 }, (_, digit) => ({ key: String(digit), does: text('keyAnswer', { points: digit }), run: answering ? () => give(pointsOfKey(question, digit)) : undefined })),
    { key: 'n', does: text('keyNotApplicable'), run: answering && question.mayNotApply ? () => give('not-applicable') : undefined },
  ]);
}
