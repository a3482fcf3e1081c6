import { App } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import type { Correction, ReviewCall } from '#contract';
import { post } from '../../api/client.ts';
import { messageOf } from '../../api/fault.ts';
import { useText } from '../../i18n/use-text.ts';
import { Tag } from '../../parts/names.tsx';
import { useStore } from '../../parts/store.ts';
import { useMe } from '../../session/session.ts';
import { AgitationHighest, AgitationLanes, useAgitation } from './agitation/agitation-curve.tsx';
import { messages } from './messages.ts';
import { Markers } from './player/markers.tsx';
import { OriginalSwitch } from './player/original-switch.tsx';
import { PlayerBar } from './player/player-bar.tsx';
import { Silenced } from './player/silenced.tsx';
import type { Player } from './player/player.ts';
import { Waveform } from './player/waveform.tsx';
import { AnswerBox } from './scorecard/answer-box.tsx';
import { CommentDialog, Comments } from './scorecard/comments.tsx';
import { commented, draftOf, type Draft, questionsOf, withEvidence } from './scorecard/draft.ts';
import { ScoreHead } from './scorecard/score-head.tsx';
import { Scorecard } from './scorecard/scorecard.tsx';
import { type Saving, useSaving } from './scorecard/use-saving.ts';
import { linesOf, type WordRange } from './transcript/lines.ts';
import { SelectionBar } from './transcript/selection-bar.tsx';
import { Transcript } from './transcript/transcript.tsx';
import { CallDigestBox } from './quality/call-digest-box.tsx';
import { Coaching } from './quality/coaching.tsx';
import { DisputeBox } from './quality/dispute-box.tsx';
import { OtherReviews } from './quality/other-reviews.tsx';
import { useQuality } from './quality/use-quality.ts';
import { reviewKey } from './review-path.ts';
import { useReviewKeys } from './use-review-keys.ts';
import { WhyAgentOf } from './why-agent-of.tsx';
import { WrapUp } from './wrap-up.tsx';

interface Props {
  readonly call: ReviewCall;
  readonly player: Player;
  readonly url: string;
  readonly reload: () => void;
  /** The recording with its secrets is heard. */
  readonly original: boolean;
  readonly hearOriginal: (on: boolean) => void;
}

const EMPTY: Draft = { answers: [], comments: [] };

export function CallView(props: Props): ReactNode {
  const { call } = props;
  return call.writable && call.review ? <Written {...props} review={call.review} /> : <Board {...props} draft={call.review ? draftOf(call.review) : EMPTY} saving={undefined} />;
}

function Written({ review, ...props }: Props & { readonly review: NonNullable<ReviewCall['review']> }): ReactNode {
  const saving = useSaving(props.call, review);
  return <Board {...props} draft={saving.draft} saving={saving} />;
}

/** Waveform and transcript on the left, the scorecard on the right. */
function Board({ call, player, url, reload, original, hearOriginal, draft, saving }: Props & { readonly draft: Draft; readonly saving: Saving | undefined }): ReactNode {
  const text = useText(messages);
  const { person } = useMe();
  const broken = useStore(player.broken);
  const lines = useMemo(() => linesOf(call), [call]);
  const [range, setRange] = useState<WordRange>();
  const [focused, setFocused] = useState<string>();
  const [comment, setComment] = useState<Draft['comments'][number]>();
  const correct = useCorrect(call);
  const quality = useQuality(call);
  const agitation = useAgitation(call.call.id);
  const status = call.review?.status;
  const open = saving !== undefined && (status === 'draft' || status === 'disputed' || (status === 'arbitration' && quality?.mayArbitrate === true));
  const change = open ? saving.change : undefined;
  const question = questionsOf(call.scorecard).find(({ id }) => id === focused);
  const newComment = (at: number): void => setComment({ id: `c${Math.round(at * 10)}-${draft.comments.length}-${call.review?.revision ?? 0}`, at, text: '' });
  useReviewKeys({ player, alerts: call.alerts, question, change });
  return (
    <div className="review-board">
      <section className="review-left" aria-label={text('transcript')}>
        {call.call.recording && !broken ? (
          <div className="panel">
            <Waveform player={player} url={url} seconds={call.seconds}>
              <AgitationLanes agitation={agitation} seconds={call.seconds} />
              <Silenced spans={original ? [] : call.silenced} seconds={call.seconds} />
              <Markers alerts={call.alerts} holds={call.holds} comments={draft.comments} notes={quality?.notes ?? []} seconds={call.seconds} player={player} />
            </Waveform>
            <AgitationHighest agitation={agitation} player={player} />
            <PlayerBar player={player} seconds={call.seconds}>
              <OriginalSwitch call={call} original={original} hear={hearOriginal} />
            </PlayerBar>
          </div>
        ) : (
          <div className="panel review-no-audio quiet" role="status">{call.call.recording ? text('recordingFailed') : text('noRecording')}</div>
        )}
        <div className="panel review-reading">
          <Transcript lines={lines} alerts={call.alerts} player={player} range={range} choose={setRange} />
          {range && saving && (
            <SelectionBar lines={lines} range={range} question={question} editable={change !== undefined} comment={newComment} correct={(at, word) => correct(lines[at.line], at.from, word)} addEvidence={(evidence) => question && change?.((now) => withEvidence(now, question.id, evidence))} />
          )}
        </div>
      </section>
      <aside className="panel review-right" aria-label={text('scorecard')}>
        {call.call.tags && <p className="review-section review-tags"><span className="quiet">{text('tag')}</span> {call.call.tags.map((tag) => <Tag key={tag} of={tag} />)}</p>}
        <ScoreHead call={call} draft={draft} saving={saving} reload={reload} />
        {saving && call.copy === undefined && quality && <OtherReviews quality={quality} id={call.call.id} />}
        <AnswerBox call={call} mine={person.agent !== undefined && person.agent === call.call.agent} />
        <DisputeBox call={call} mayArbitrate={quality?.mayArbitrate === true} saving={saving} reload={reload} />
        {quality && <CallDigestBox quality={quality} hear={(at) => player.hear(at)} />}
        {quality && <Coaching call={call} quality={quality} at={() => player.position.get()} hear={(at) => player.hear(at)} />}
        <WhyAgentOf id={call.call.id} />
        <Scorecard scorecard={call.scorecard} draft={draft} focused={focused} focus={setFocused} change={change} hear={(at) => player.hear(at)} />
        <Comments comments={draft.comments} saved={call.review?.comments ?? []} editable={change !== undefined} edit={setComment} change={(each) => change?.((now) => commented(now, each))} addHere={() => newComment(player.position.get())} hear={(at) => player.hear(at)} />
        <WrapUp call={call} />
      </aside>
      {comment && change && <CommentDialog key={comment.id} comment={comment} close={() => setComment(undefined)} save={(each) => change((now) => commented(now, each))} />}
    </div>
  );
}

type CorrectedLine = Pick<Correction, 'speaker' | 'turn'>;

function useCorrect(call: ReviewCall): (line: CorrectedLine | undefined, word: number, text: string) => Promise<void> {
  const queries = useQueryClient();
  const { message } = App.useApp();
  return async (line, word, text) => {
    if (!line) return;
    const { id } = call.call;
    try {
      const correction = await post<Correction>(`/api/review/calls/${encodeURIComponent(id)}/correct`, { speaker: line.speaker, turn: line.turn, word, text });
      queries.setQueryData<ReviewCall>(reviewKey(id, call.copy), (now) => now && { ...now, corrections: [...now.corrections, correction] });
    } catch (error) {
      void message.error(messageOf(error));
      throw error;
    }
  };
}
