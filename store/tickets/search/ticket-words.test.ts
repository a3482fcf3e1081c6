import type { Ticket } from '#tickets';
import { expect, it } from 'vitest';
import { bodyOf, termsOf, wordsOf } from './ticket-words.ts';

const ticket = { subject: '无法登录App', text: 'The router is broken, since Monday.', fields: { contact: '138-0013-8000', refund: true, amount: 12.5 }, requester: { name: '王芳', number: '13800138000' }, tags: ['VIP'] } as unknown as Ticket;
const body = bodyOf(ticket);
const words = new Set(wordsOf(body));
/** As the database does it: the numbers of one list each, then the text itself. */
const found = (text: string) => termsOf(text).every(({ plain, numbers }) => numbers.some((list) => list.every((n) => words.has(n))) && body.includes(plain));

it('a ticket is found by what stands in subject, text, fields, customer and tags', () => {
  expect(body).toBe('无法登录app\nthe router is broken since monday\n138 0013 8000\n12 5\n王芳\n13800138000\nvip');
  expect(['无法登录', '登录', '录', 'router', 'ROUTER', '王芳', 'vip', '13800138000', 'app', '法登录app', '"router is"'].map(found)).toEqual(Array(11).fill(true));
});
it('by how a word or a number begins, and by the last four digits of a long number', () => {
  expect(['rou', 'rout', 'route', 'brok', '138001', '8000'].map(found)).toEqual(Array(6).fill(true));
});
it('all of several words, wherever they stand; not by others', () => {
  expect(['登录 broken', 'monday 王芳 vip'].map(found)).toEqual([true, true]);
  expect(['登录 退款', '"broken router"', 'outer', '法无', 'ro', '3800'].map(found)).toEqual(Array(6).fill(false));
});
it('words beside each other have a number of their own, up to three letters of the last', () => {
  const [phrase, parts] = [termsOf('"router is bro"')[0]?.numbers[0] ?? [], termsOf('router is bro').flatMap(({ numbers }) => numbers[0] ?? [])];
  expect(phrase.length - parts.length).toBe(2);
  expect(phrase.every((number) => words.has(number))).toBe(true);
  expect(termsOf('"is router"')[0]?.numbers[0]?.every((number) => words.has(number))).toBe(false);
});
it('nothing to look for is nothing', () => {
  expect(termsOf('  ，。 "" ')).toEqual([]);
});
