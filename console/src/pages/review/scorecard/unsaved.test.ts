import { expect, it } from 'vitest';
import { UnsavedDrafts } from './unsaved.ts';

const DRAFT = { draft: { answers: [], comments: [{ id: 'k', at: 1, text: 'kept' }] }, revision: 3 };

it('a draft that could not be saved when its page was left is there when the page comes back, once', async () => {
  const drafts = new UnsavedDrafts();
  drafts.leave('c1', Promise.resolve(false), () => DRAFT);
  await drafts.settled('c1');
  expect([drafts.take('c2'), drafts.take('c1'), drafts.take('c1')]).toEqual([undefined, DRAFT, undefined]);
});

it('a draft that was saved, or that somebody else overtook, is not kept', async () => {
  const drafts = new UnsavedDrafts();
  drafts.leave('c1', Promise.resolve(true), () => DRAFT);
  drafts.leave('c2', Promise.resolve(false), () => undefined);
  await Promise.all([drafts.settled('c1'), drafts.settled('c2')]);
  expect([drafts.take('c1'), drafts.take('c2')]).toEqual([undefined, undefined]);
});

it('a review is read again only when the save on the way has arrived', async () => {
  const drafts = new UnsavedDrafts();
  let saved = (_: boolean): void => {};
  const saving = new Promise<boolean>((resolve) => (saved = resolve));
  const order: string[] = [];
  drafts.leave('c1', saving, () => DRAFT);
  const read = drafts.settled('c1').then(() => order.push('read'));
  order.push('saved');
  saved(true);
  await read;
  expect(order).toEqual(['saved', 'read']);
});
