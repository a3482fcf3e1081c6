import { expect, test } from 'vitest';
import { SALES, StoryHouse } from '#test/simulators/house/index';

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
