import { expect, test } from 'vitest';
import type { TimelineEvent } from '#store';
import { SALES, StoryHouse } from '#test/simulators/house/index';
import { writtenOn } from './earlier.ts';

const saved = (...papers: readonly Record<string, unknown>[]): TimelineEvent[] => papers.map((data, seq) => ({ callId: 'c', seq, at: seq, type: 'wrap-up.saved', data }));

test('a customer who gave up before is shown with the wait', async () => {
  const house = new StoryHouse();
  const first = await house.call(SALES, { from: '13800138000' });
  await house.pass(8_000);
  first.leg.bye();
  await house.pass(1_000);
  expect(await house.summary()).toMatchObject({ outcome: 'abandoned', waitSeconds: 8, talkSeconds: 0 });
  house.sip.register('1001');
  await house.call(SALES, { from: '13800138000' });
  expect((await house.rooms.desk.earlier('anna')).contacts).toMatchObject([{ outcome: 'abandoned', waitSeconds: 8, talkSeconds: 0, queueName: 'sales' }]);
});

test('an agent without a note leaves that of the one before', () => {
  expect(writtenOn(saved({ agent: 'anna', notes: 'wants two', disposition: 'sold' }, { agent: 'bo', notes: '', disposition: 'solved' }))).toEqual({ notes: 'wants two', disposition: 'solved' });
});

test('a note that its agent took away is gone', () => {
  expect(writtenOn(saved({ agent: 'anna', notes: 'wants two' }, { agent: 'anna', notes: '' }))).toEqual({});
});
