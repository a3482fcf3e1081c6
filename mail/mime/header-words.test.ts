import { encode } from 'iconv-lite';
import { expect, it } from 'vitest';
import { addressesOf, messageIdsOf } from './addresses.ts';
import { decodeWords, parametersOf } from './header-words.ts';

const raw = (text: string, charset: string) => Buffer.from(encode(text, charset)).toString('latin1');

it('encoded words, also cut in the middle of a character and with mistakes', () => {
  expect(decodeWords('=?GBK?B?xOO6w6Os08OyoQ==?=')).toBe('你好，用病');
  expect(decodeWords('=?utf-8?Q?Re:_=E5=B7=A5=E5=8D=95?= 12')).toBe('Re: 工单 12');
  // One character in two words (RFC 2047 §5 forbids it, programs do it).
  expect(decodeWords('=?utf-8?B?5bel5Y0=?= =?utf-8?B?lQ==?=')).toBe('工单');
  expect(decodeWords('=?gb2312?B?uaS1pQ==')).toBe('工单');
  expect(decodeWords('=?utf-8?Q?a b c?=')).toBe('a b c');
  expect(decodeWords('=?gbk?Q?=B9=A4=B5=A5?= =?utf-8?B?5bel?=')).toBe('工单工');
  expect(decodeWords('=?nobody?X?abc?=')).toBe('=?nobody?X?abc?=');
});

it('bytes without any encoding are guessed', () => {
  expect(decodeWords(raw('投诉：宽带故障已经三天了', 'gbk'))).toBe('投诉：宽带故障已经三天了');
  expect(decodeWords(Buffer.from('投诉').toString('latin1'))).toBe('投诉');
});

it('one line of text: no control characters', () => expect(decodeWords('=?utf-8?B?YQ0KQmNjOiB4?=')).toBe('a Bcc: x'));

it('names of files by RFC 2231, in pieces, in RFC 2047 and as they should not be', () => {
  const name = (field: string, key = 'filename') => parametersOf(field).parameters.get(key);
  expect(name("attachment; filename*=utf-8'zh'%E8%B4%A6%E5%8D%95.pdf")).toBe('账单.pdf');
  expect(name("attachment; filename*0*=gbk''%D5%CB; filename*1*=%B5%A5; filename*2=.pdf")).toBe('账单.pdf');
  expect(name("attachment; filename*1=b.pdf; filename*0=a")).toBe('ab.pdf');
  expect(name('attachment; filename="=?GBK?B?1cu1pS5wZGY=?="')).toBe('账单.pdf');
  expect(name(`attachment; filename="${raw('账单明细.pdf', 'gbk')}"`)).toBe('账单明细.pdf');
  expect(name('attachment; filename="a;b\\".pdf"; size=3')).toBe('a;b".pdf');
  expect(name('attachment; filename=no quotes.pdf')).toBe('no quotes.pdf');
  expect(name("attachment; filename=plain.pdf; filename*=utf-8''%E8%B4%A6.pdf")).toBe('账.pdf');
  expect(parametersOf('Multipart/Mixed; BOUNDARY=abc').value).toBe('multipart/mixed');
});

it('thousands of pieces and endless quotes cost nothing', () => {
  const bomb = Array.from({ length: 20_000 }, (_, i) => `; filename*${i}*=%41`).join('');
  expect(parametersOf(`attachment${bomb}`).parameters.get('filename')?.length).toBe(100);
  expect(parametersOf(`attachment; filename="${'\\"'.repeat(50_000)}`).value).toBe('attachment');
  expect(decodeWords('=?utf-8?B?'.repeat(6_000)).length).toBeGreaterThan(0);
});

it('addresses with names in every form', () => {
  expect(addressesOf('=?GBK?B?1cXI/Q==?= <Zhang@Example.com>, "Li, Si" <li@example.com>, plain@example.com (Wang Wu)')).toEqual([
    { address: 'zhang@example.com', name: '张三' }, { address: 'li@example.com', name: 'Li, Si' }, { address: 'plain@example.com', name: 'Wang Wu' },
  ]);
  expect(addressesOf('Team: a@x.org, b@x.org;')).toEqual([{ address: 'a@x.org', name: '' }, { address: 'b@x.org', name: '' }]);
  expect(addressesOf('undisclosed-recipients:;')).toEqual([]);
  expect(addressesOf(`${'<'.repeat(30_000)}a@b.c`).length).toBeLessThanOrEqual(1);
  expect(messageIdsOf('<a@b> junk <c@d>\t<a@b>')).toEqual(['a@b', 'c@d']);
});
