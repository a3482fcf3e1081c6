import { encode } from 'iconv-lite';
import { expect, it } from 'vitest';
import { decodeText } from './charset.ts';

const TEXT = '您好，我的订单还没有收到，请帮忙查询一下。谢谢！';
const TRADITIONAL = '您好，我的訂單還沒有收到，請幫忙查詢一下。謝謝！';
const bytes = (text: string, charset: string) => new Uint8Array(encode(text, charset));

it('Chinese charsets by their many names', () => {
  for (const label of ['gbk', 'GB2312', 'gb18030', 'x-gbk', 'cp936', 'GB_2312-80', '"gbk"']) expect(decodeText(bytes(TEXT, 'gbk'), label)).toBe(TEXT);
  expect(decodeText(bytes(`${TEXT}㐀𠀀`, 'gb18030'), 'gb2312')).toBe(`${TEXT}㐀𠀀`);
  expect(decodeText(bytes(TRADITIONAL, 'big5'), 'Big5')).toBe(TRADITIONAL);
  expect(decodeText(Buffer.from('~{<:Ky2;S{#,NpJ)l6HK!#~}', 'latin1'), 'hz-gb-2312')).toBe('己所不欲，勿施於人。');
});

it('Japanese by escape sequences, whatever the label', () => {
  const jis = Buffer.from('1b24422346234b2351233723241b2842204f4b', 'hex');
  for (const label of ['iso-2022-jp', 'us-ascii', '']) expect(decodeText(jis, label)).toBe(decodeText(jis, 'ISO-2022-JP'));
  expect(decodeText(Buffer.from('1b2442253325731b2842', 'hex'), 'iso-2022-jp')).toBe('コン');
});

it('a label that is wrong or missing does not count', () => {
  for (const label of ['', 'us-ascii', 'iso-8859-1', 'unknown-8bit', 'x-nobody-knows', 'utf-8', 'big5']) expect(decodeText(bytes(TEXT, 'gbk'), label), label).toBe(TEXT);
  for (const label of ['', 'gbk', 'gb2312', 'big5', 'iso-8859-1', 'us-ascii']) expect(decodeText(Buffer.from(TEXT), label), label).toBe(TEXT);
  for (const label of ['', 'gb2312']) expect(decodeText(bytes(TRADITIONAL, 'big5'), label), label).toBe(TRADITIONAL);
});

it('Western text stays Western', () => {
  expect(decodeText(bytes('Grüße aus Köln, señor Pérez', 'latin1'), 'iso-8859-1')).toBe('Grüße aus Köln, señor Pérez');
  expect(decodeText(bytes('Grüße aus Köln', 'latin1'), '')).toBe('Grüße aus Köln');
  expect(decodeText(bytes('naïve – “quoted”', 'win1252'), 'us-ascii')).toBe('naïve – “quoted”');
});

it('never throws; a character cut off at the end costs one sign', () => {
  expect(decodeText(Buffer.from(TEXT).subarray(0, -1), 'utf-8').startsWith(TEXT.slice(0, -2))).toBe(true);
  for (const label of ['utf-8', 'gbk', 'iso-2022-jp', 'utf-7', 'utf-16', '\u0000', 'a'.repeat(500)]) expect(typeof decodeText(Buffer.from([0xff, 0x00, 0x80, 0x1b, 0x24]), label)).toBe('string');
  expect(decodeText(Buffer.from([0xef, 0xbb, 0xbf, 0x61]), 'gbk')).toBe('a');
});
