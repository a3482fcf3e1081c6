import { describe, expect, it } from 'vitest';
import type { Review } from '#contract';
import { ApiFault } from '../../../api/fault.ts';
import { commented } from './draft.ts';
import { Saver } from './saver.ts';
import { UnsavedDrafts } from './unsaved.ts';

const REVIEW: Review = { callId: 'c1', scorecard: 'card', scorecardVersion: 1, status: 'draft', answers: [], comments: [], reviewer: '', reviewerName: '', revision: 3 };
const AWAY = new ApiFault('console.unreachable', 'No answer.', 0);
const OVERTAKEN = new ApiFault('qa.review-changed', 'Changed.', 409);
const say = (text: string) => (draft: Parameters<typeof commented>[0]) => commented(draft, { id: 'k', at: 1, text });

/** A saver whose server answers as told; timers run when told. */
function desk({ answers = [] as (Error | 'ok')[], publishes = 'ok' as Error | 'ok', unsaved = new UnsavedDrafts(), review = REVIEW } = {}) {
  const sent: string[] = [];
  const timers: { ms: number; run: () => void }[] = [];
  let revision = review.revision;
  const answer = (kind: Error | 'ok'): Review => {
    if (kind !== 'ok') throw kind;
    return { ...review, revision: ++revision };
  };
  const saver = new Saver('c1', review, {
    unsaved,
    save: async (_, body) => (sent.push(`save ${body.revision} ${body.comments.map(({ text }) => text).join()}`), answer(answers.shift() ?? 'ok')),
    publish: async (_, at) => (sent.push(`publish ${at}`), answer(publishes)),
    took: () => {},
    after: (ms, run) => {
      const timer = { ms, run };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), timers.includes(timer) ? 1 : 0);
    },
  });
  const ring = async () => {
    for (const { run } of timers.splice(0)) run();
    await saver.flush();
  };
  return { saver, sent, timers, ring, unsaved };
}

describe('a draft of a review', () => {
  it('is saved when typing pauses, with the revision it began with, and the next with the one after', async () => {
    const { saver, sent, timers, ring } = desk();
    saver.show();
    saver.change(say('a'));
    saver.change(say('ab'));
    expect([timers.map(({ ms }) => ms), saver.state.get(), saver.unsaved]).toEqual([[800], { kind: 'unsaved' }, true]);
    await ring();
    saver.change(say('abc'));
    await ring();
    expect([sent, saver.state.get(), saver.unsaved]).toEqual([['save 3 ab', 'save 4 abc'], { kind: 'saved' }, false]);
  });

  it('would be lost by leaving while it is on its way', () => {
    const { saver } = desk();
    saver.change(say('a'));
    void saver.flush();
    expect(saver.unsaved).toBe(true);
  });

  it('that could not be saved is tried again', async () => {
    const { saver, sent, timers } = desk({ answers: [AWAY] });
    saver.show();
    saver.change(say('a'));
    expect([await saver.flush(), saver.state.get(), timers.map(({ ms }) => ms)]).toEqual([false, { kind: 'failed', why: 'No answer.' }, [5_000]]);
    timers[0]?.run();
    await saver.flush();
    expect([sent, saver.state.get()]).toEqual([['save 3 a', 'save 3 a'], { kind: 'saved' }]);
  });

  it('is never said to be published when it is not', async () => {
    const away = desk({ answers: [AWAY] });
    away.saver.change(say('a'));
    expect([await away.saver.publish(), away.sent]).toEqual([false, ['save 3 a']]);
    const late = desk({ publishes: OVERTAKEN });
    expect([await late.saver.publish(), late.saver.state.get()]).toEqual([false, { kind: 'changed' }]);
    const first = desk({ review: { ...REVIEW, revision: 0 } });
    expect([await first.saver.publish(), first.sent]).toEqual([true, ['save 0 ', 'publish 1']]);
  });

  it('that somebody overtook is told and sent no more', async () => {
    const { saver, sent, ring, unsaved } = desk({ answers: [OVERTAKEN] });
    saver.change(say('a'));
    await ring();
    saver.change(say('ab'));
    await ring();
    expect([sent, saver.state.get(), saver.unsaved]).toEqual([['save 3 a'], { kind: 'changed' }, true]);
    saver.leave();
    await unsaved.settled('c1');
    expect(unsaved.take('c1')).toBeUndefined();
  });

  it('outlives its page: it is there, and saved, when the page comes back', async () => {
    const unsaved = new UnsavedDrafts();
    const gone = desk({ answers: [AWAY], unsaved });
    gone.saver.show();
    gone.saver.change(say('kept'));
    gone.saver.leave();
    await unsaved.settled('c1');
    expect(gone.timers).toEqual([]);
    const back = desk({ unsaved });
    expect([back.saver.draft.get().comments, back.saver.state.get()]).toEqual([[{ id: 'k', at: 1, text: 'kept' }], { kind: 'unsaved' }]);
    back.saver.show();
    await back.saver.flush();
    expect([back.sent, back.saver.state.get()]).toEqual([['save 3 kept'], { kind: 'saved' }]);
  });
});
