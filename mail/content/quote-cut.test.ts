import { describe, expect, it } from 'vitest';
import { cutQuote } from './quote-cut.ts';
import { REPLY_MARKER } from './reply-marker.ts';

const visible = (text: string) => cutQuote(text).visible;

/** Each ends with the old message. */
const QUOTES: Readonly<Record<string, string>> = {
  Gmail: 'On Mon, Jan 5, 2026 at 10:00 AM Support <support@example.com> wrote:\n> old\n> text',
  'Gmail, wrapped': 'On Mon, Jan 5, 2026 at 10:00 AM Customer Support Team\n<support@example.com> wrote:\n\n> old',
  'Gmail in Chinese': '客服 <support@example.com> 于2026年1月5日周一 10:00写道：\n> 旧的内容',
  'Apple Mail': 'On 5 Jan 2026, at 10:00, Support <support@example.com> wrote:\n\n> old',
  'Apple Mail in Chinese': '在 2026年1月5日，上午10:00，客服 <support@example.com> 写道：\n\n> 旧',
  Thunderbird: 'On 05.01.26 10:00, Support wrote:\n> old',
  Outlook: '________________________________\nFrom: Support <support@example.com>\nSent: Monday, January 5, 2026 10:00 AM\nTo: Customer\nSubject: Ticket\n\nold text',
  'Outlook, old': '-----Original Message-----\nFrom: Support\nSent: Monday\nTo: Customer\nSubject: Ticket\n\nold',
  'Outlook in Chinese': '发件人: 客服 <support@example.com>\n发送时间: 2026年1月5日 10:00\n收件人: 张三\n主题: 工单\n\n旧的内容',
  'Outlook on phones': '*From:* Support <support@example.com>\n*Date:* Monday, 5 January 2026\n*To:* Customer\n*Subject:* Ticket\n\nold',
  QQ: '------------------ 原始邮件 ------------------\n发件人: "客服" <support@example.com>;\n发送时间: 2026年1月5日(星期一) 上午10:00\n收件人: "张三"<zhang@qq.com>;\n主题: 工单\n\n旧的内容',
  'QQ with hard spaces': '------------------\u00a0原始邮件\u00a0------------------\n发件人:\u00a0"客服";\n\n旧的内容',
  Foxmail: '发件人： 客服\n发送时间： 2026-01-05 10:00\n收件人： zhang@example.com\n主题： 工单\n旧的内容',
  163: 'At 2026-01-05 10:00:00, "Support" <support@example.com> wrote:\n\n>old',
  '163 in Chinese': '在 2026-01-05 10:00:00，"客服" <support@example.com> 写道：\n\n旧的内容',
  'NetEase Mail Master': '---- 回复的原邮件 ----\n| 发件人 | 客服<support@example.com> |\n| 日期 | 2026年1月5日 10:00 |\n\n旧',
  'our own marker': `${REPLY_MARKER}\n\nold`,
  'our own marker, quoted': `> ${REPLY_MARKER}\n>\n> old`,
  'an attribution nobody knows, with our marker': `Le lun. 5 janv. 2026 à 10:00, Support <s@example.com> a écrit :\n> ${REPLY_MARKER}\n> old`,
  'nothing but marks': '> old\n> text\n',
};

describe('what a reply quotes goes', () => {
  for (const [program, quote] of Object.entries(QUOTES)) {
    it(`of ${program}`, () => {
      expect(cutQuote(`已经好了，谢谢！\nIt works now.\n\n${quote}`)).toEqual({ visible: '已经好了，谢谢！\nIt works now.', cut: true });
    });
  }

  it('an answer below the quotation stays', () => {
    expect(visible('On Mon, Jan 5, 2026 at 10:00 AM Support <s@example.com> wrote:\n> Which model?\n\nThe X200.')).toBe('The X200.');
  });
  it('answers between quoted lines keep these', () => {
    expect(visible('On Mon, Jan 5, 2026 at 10:00 AM Support <s@example.com> wrote:\n> Which model?\n\nThe X200.\n\n> Since when?\n\nMonday.\n')).toBe('> Which model?\n\nThe X200.\n\n> Since when?\n\nMonday.');
  });
});

describe('what belongs to the mail stays', () => {
  for (const text of [
    '请看下面的截图：\n发件人写错了，麻烦改一下。',
    'From: the beginning I had trouble.\nTo: be honest it never worked.',
    '---------- Forwarded message ---------\nFrom: Shop <shop@example.com>\nDate: Mon, Jan 5, 2026\nSubject: Your order\nTo: me\n\nYour order is late.',
    '转发邮件信息：\n发件人：商店\n发送日期：2026-01-05\n收件人：我\n主题：订单\n\n您的订单延误',
    '他在2026年写道了吗？我不清楚。',
    'He wrote: nothing.',
  ]) it(text.slice(0, 20), () => expect(cutQuote(text)).toEqual({ visible: text, cut: false }));

  it('a mail that is nothing but a quotation stays whole', () => expect(visible('> only\n> quoted')).toBe('> only\n> quoted'));
});

describe('a signature goes', () => {
  for (const [kind, signature] of Object.entries({
    'by RFC 3676': '-- \nZhang San\nExample Ltd.', 'with its space trimmed': '--\nZhang San', iPhone: 'Sent from my iPhone', 'iPhone in Chinese': '发自我的iPhone', Huawei: '从我的华为手机发送', 'NetEase': '发自 网易邮箱大师', Outlook: 'Get Outlook for iOS', 'QQ on phones': '来自我的手机QQ邮箱', 'drawn by QQ': '------------------\n张三\n电话 12345',
  })) it(kind, () => expect(visible(`还是不行\n\n${signature}`)).toBe('还是不行'));

  it('also above a quotation', () => expect(visible('不行\n\n发自我的iPhone\n\n------------------ 原始邮件 ------------------\n旧')).toBe('不行'));
  it('a list is none', () => expect(visible('Two things:\n-- first\n-- second')).toBe('Two things:\n-- first\n-- second'));
  it('alone it stays', () => expect(visible('Sent from my iPhone')).toBe('Sent from my iPhone'));
});

it('a megabyte of anything takes a moment', () => {
  for (const line of ['On a @ 1:00 ', '> ', '-', 'From: x\n', '发件人：', '在 2026-01-01 ']) {
    const begun = process.cpuUsage().user;
    cutQuote(`${line.repeat(Math.ceil(1_000_000 / line.length))}\n`);
    cutQuote(`${line}\n`.repeat(20_000));
    expect(process.cpuUsage().user - begun).toBeLessThan(3_000_000);
  }
});
