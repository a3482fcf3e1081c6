/** What may leave of a conversation, whatever order and splits it comes in. */
import { describe, expect, test } from 'vitest';
import { type Language, type Random, seededRandom, type Speaker } from '#core';
import { defaultTokens, hideEvidence, redact, type RedactionEffect, type RedactionPolicy, type RedactionState, redactSpoken, SECRET_KINDS, startRedaction } from './index.ts';

const policy = (language: Language, kinds = SECRET_KINDS): RedactionPolicy => ({ kinds: new Set(kinds), tokens: defaultTokens(language), holdSeconds: 3 });

/** A conversation whose words take 0.3 s each. */
class Talk {
  state: RedactionState;
  now = 0;
  readonly effects: RedactionEffect[] = [];
  #turns = 0;

  constructor(language: Language, own = policy(language)) {
    this.state = startRedaction(own, language);
  }

  /** A turn, its partials first when asked for. */
  say(speaker: Speaker, text: string, { partials = false, pause = 0.5 } = {}): this {
    const from = this.now;
    const words = text.split(' ').map((word, i) => ({ text: word, start: from + i * 0.3, end: from + i * 0.3 + 0.28, confidence: 1 }));
    const turn = this.#turns++;
    if (partials) {
      for (let n = 1; n <= words.length; n++) this.#take({ type: 'words', speaker, turn, kind: 'partial', words: words.slice(0, n) }, from + n * 0.3);
    }
    return this.#take({ type: 'words', speaker, turn, kind: 'final', words }, from + words.length * 0.3 + 0.2).pass(pause);
  }

  pass(seconds: number): this {
    const until = this.now + seconds;
    while (this.now < until) this.#take({ type: 'tick' }, Math.min(until, this.now + 0.25));
    return this;
  }

  key(): this {
    return this.#take({ type: 'key', speaker: 'caller' }, this.now);
  }

  end(): this {
    return this.#take({ type: 'end' }, this.now);
  }

  finals(): string[] {
    return this.effects.flatMap((effect) => (effect.type === 'words' && effect.kind === 'final' ? [effect.words.map(({ text }) => text).join(' ')] : []));
  }

  #take(input: Parameters<typeof redact>[1], now: number): this {
    this.now = now;
    const step = redact(this.state, input, now);
    this.state = step.state;
    this.effects.push(...step.effects);
    return this;
  }
}

describe('what is stored of', () => {
  test.each<[string, Language, string, string]>([
    ['a card said digit by digit', 'en', 'it is four one one one uh one one one one one one double one one one one one', 'it is [card •••• 1111]'],
    ['a card written with separators', 'en', 'card 4111-1111 1111-1111 please', 'card [card •••• 1111] please'],
    ['a Chinese card', 'zh', '卡号 是 四 一 幺 幺 一 一 那个 一 一 一 一 一 一 一 一 一 一', '卡号 是 [银行卡 •••• 1111]'],
    ['a mobile number with fillers', 'zh', '打 幺 三 八 嗯 零 零 幺 三 八 零 零 零', '打 [电话 ••••]'],
    ['words that were not parted', 'zh', '我的电话是一三八零零一三八零零零谢谢', '我的电话是[电话 ••••]谢谢'],
    ['an identity number with its X', 'zh', '身份证 一一零一零五 一九四九 一二三一 零零二 叉', '身份证 [身份证 ••••]'],
    ['a code somebody asked for', 'zh', '验证码 是 四 八 二 九 幺 三', '验证码 是 [验证码 ••••]'],
    ['a code told before its name', 'en', 'four eight two nine is the verification code', '[code ••••] is the verification code'],
    ['a toll-free way of saying a number', 'en', 'call six five oh two five three double oh double oh', 'call [phone ••••]'],
    ['an e-mail address', 'en', 'write to john dot smith at gmail dot com thanks', 'write to [e-mail ••••] thanks'],
    ['a Chinese e-mail address', 'zh', '邮箱 是 zhang 一二三 艾特 qq 点 com', '邮箱 是 [邮箱 ••••]'],
    ['a card of which a digit was misheard', 'en', 'for one one one one one won one one one one one one one one two', 'for [account ••••]'],
    ['a passport with its letter', 'en', 'my passport number is c one two three four five six seven', 'my passport number is [id ••••]'],
    ['an IBAN', 'en', 'the iban is g b two nine n w b k six oh one six one three three one nine two six eight one nine', 'the iban is [card ••••]'],
    ['the end of a social security number', 'en', 'the last four of my social are six seven eight nine', 'the last four of my social are [id ••••]'],
    ['words that were written with marks', 'en', 'My number is four, one, five, five, five, five, two, six, seven, one. Thanks.', 'My number is [phone ••••] Thanks.'],
    ['a number corrected while it is said', 'en', 'my phone number is five five five no sorry four one five five five five two six seven one', 'my phone number is [phone ••••]'],
    ['an address that is spelled', 'en', 'my email is j o h n dot s at y a h o o dot c o m okay', 'my email is [e-mail ••••] okay'],
    ['an address under any domain', 'en', 'write to peter at shop dot xyz please', 'write to [e-mail ••••] please'],
    ['an address without its sign', 'en', 'my email is anna lee gmail dot com', 'my email is [e-mail ••••]'],
    ['three of the same', 'zh', '打 幺 三 九 三 个 八 二 零 零 五 四', '打 [电话 ••••]'],
    ['an identity number with its date', 'zh', '身份证号 是 一一零一零五 一九四九年 十二 月 三十一 日 零零二 叉', '身份证号 是 [身份证 ••••]'],
    ['an X heard as three characters', 'zh', '身 份 证 一一零一零五 一九四九一二三一 零零二 艾 克 斯', '身 份 证 [身份证 ••••]'],
    ['an address whose sign was heard in parts', 'zh', '邮 箱 是 zhangsan 艾 特 一 六 三 点 com', '邮 箱 是 [邮箱 ••••]'],
    ['an address that was not parted', 'zh', '我的邮箱是张三艾特qq点com', '我的邮箱是[邮箱 ••••]'],
    ['digits by radio', 'zh', '密码 洞 幺 两 拐 勾', '密码 [验证码 ••••]'],
    ['amounts beside each other', 'zh', '先 付 两 百 五 再 付 一 万 零 三十', '先 付 两 百 五 再 付 一 万 零 三十'],
    ['a long order number said behind that word', 'zh', '订单号 是 三一四一五九二六五三五八九七九三二三八', '订单号 是 三一四一五九二六五三五八九七九三二三八'],
    ['everyday words heard in parts', 'zh', '我 等 一 下 您 一 定 要 第 一 个 说', '我 等 一 下 您 一 定 要 第 一 个 说'],
    ['an amount', 'en', 'that is twelve thousand three hundred dollars', 'that is twelve thousand three hundred dollars'],
    ['an order number', 'zh', '订单号 二零二六 幺幺二三', '订单号 二零二六 幺幺二三'],
    ['everyday words with digits in them', 'zh', '请 等 一下 我 第一 次 用 一起 看 一个', '请 等 一下 我 第一 次 用 一起 看 一个'],
    ['a hotline', 'zh', '请 拨打 电话 九五五八八', '请 拨打 电话 九五五八八'],
  ])('%s', (_, language, said, stored) => {
    expect(new Talk(language).say('caller', said).pass(5).end().finals()).toEqual([stored]);
  });
});

test('a number over several turns, read back by the other side, is stored nowhere, and silent from its first to its last digit', () => {
  const talk = new Talk('en').say('agent', 'your card number please').say('caller', 'sure four one one one').say('agent', 'four one one one').say('caller', 'one one one one one one one one').say('caller', 'one one one one').pass(6);
  talk.say('agent', 'so it ends with double one double one').pass(6).end();
  expect(talk.finals()).toEqual(['your card number please', 'sure [card ••••]', '[card ••••]', '[card •••• 1111]', '[card ••••]', 'so it ends with [card ••••]']);
  const silent = talk.effects.flatMap((effect) => (effect.type === 'silence' && effect.speaker === 'caller' ? [[effect.from, effect.to]] : []));
  expect(Math.min(...silent.map(([from = 0]) => from))).toBeCloseTo(1.9 + 0.3 - 0.3, 0);
  expect(silent.length).toBe(3);
});

test('ordinary words are shown with the update they came in, also beside digits that wait', () => {
  const talk = new Talk('en').say('caller', 'hello i paid with four one one and it did not work', { partials: true });
  const [first, ...others] = talk.effects.flatMap((effect) => (effect.type === 'words' ? [effect.words.map(({ text }) => text).join(' ')] : []));
  expect(first).toBe('hello');
  expect(others.slice(0, 6)).toEqual(['hello i', 'hello i paid', 'hello i paid with', 'hello i paid with •••', 'hello i paid with •••', 'hello i paid with •••']);
  expect(talk.finals()).toEqual(['hello i paid with four one one and it did not work']);
});

test('digits that are no secret are stored when nothing more comes', () => {
  const talk = new Talk('en').say('caller', 'room four two');
  expect(talk.finals()).toEqual([]);
  expect(talk.pass(4).finals()).toEqual(['room four two']);
});

test('kinds that are switched off are stored as they were said', () => {
  const own = policy('zh', ['card']);
  expect(new Talk('zh', own).say('caller', '手机 幺三八零零幺三八零零零').pass(5).finals()).toEqual(['手机 幺三八零零幺三八零零零']);
});

test('where wrong check digits do not count, only a card whose check digit is right is one', () => {
  const own = { ...policy('en'), misheard: false };
  const stored = (last: string) => new Talk('en', own).say('caller', `my card number is four five three two zero one five one one two eight three zero three six ${last}`).pass(5).finals();
  expect(stored('six')).toEqual(['my card number is [card •••• 0366]']);
  expect(stored('seven')).toEqual(['my card number is four five three two zero one five one one two eight three zero three six seven']);
});

test('what is asked for in between is judged for itself', () => {
  const talk = new Talk('en').say('agent', 'the expiry date').say('caller', 'oh nine twenty seven').say('agent', 'and the digits on the back').say('caller', 'one two three').pass(6);
  expect(talk.finals()).toEqual(['the expiry date', 'and the digits on the back', 'oh nine twenty seven', '[code ••••]']);
});

test('digits of a turn before are no part of an amount', () => {
  const talk = new Talk('zh').say('caller', '三 五 三 零 三 八', { partials: true }).say('agent', '嗯').say('caller', '三 个 三 九 四 零 六 幺 幺 幺', { partials: true }).pass(6);
  expect(talk.finals()).toEqual(['嗯', '[银行卡 ••••]', '[银行卡 •••• 6111]']);
});

test('the rest of an address is none of its turn alone, whenever the turn before was told', () => {
  const talk = new Talk('en').say('agent', 'your email please').say('caller', 'its bob at sign acme').say('caller', 'corp dot com thanks', { partials: true }).pass(6);
  expect(talk.finals()).toEqual(['your email please', 'its [e-mail ••••]', '[e-mail ••••] thanks']);
});

test('an address goes on in the next turn, and is spelled when it was not understood', () => {
  const talk = new Talk('en').say('agent', 'your email please').say('caller', 'john smith at').say('caller', 'gmail dot com').say('agent', 'can you spell that').say('caller', 's m i t h').pass(6);
  expect(talk.finals()).toEqual(['your email please', '[e-mail ••••]', '[e-mail ••••]', 'can you spell that', '[e-mail ••••]']);
});

test('keys are silent while a card is asked for, and only then', () => {
  const before = new Talk('en').say('agent', 'hello there').key();
  expect(before.effects.filter(({ type }) => type === 'silence')).toEqual([]);
  const asked = new Talk('en').say('agent', 'please type in your card number').key();
  expect(asked.effects.filter(({ type }) => type === 'silence')).toMatchObject([{ speaker: 'caller', kind: 'keys' }, { speaker: 'agent', kind: 'keys' }]);
  expect(asked.effects.find(({ type }) => type === 'asked')).toMatchObject({ from: 1.78 });
});

test('evidence of alerts shows what the transcript shows', () => {
  const talk = new Talk('en').say('caller', 'guaranteed four one one one one one one one one one one one one one one one').pass(5);
  const words = ['guaranteed', 'four', 'one'].map((text, i) => ({ text, start: i * 0.3, end: i * 0.3 + 0.28 }));
  expect(hideEvidence(talk.state, ['caller'], words).map(({ text }) => text)).toEqual(['guaranteed', '[card •••• 1111]']);
  expect(hideEvidence(talk.state, ['agent'], words).map(({ text }) => text)).toEqual(['guaranteed', '•••']);
});

test('a message that is over is redacted turn by turn, also a number said over two of them, and tells what is to be silent', () => {
  const turn = (from: number, ...words: string[]) => words.map((text, i) => ({ text, start: from + i * 0.5, end: from + i * 0.5 + 0.4, confidence: 1 }));
  const heard = redactSpoken([turn(1, '手机', '幺三八', '零零幺三'), turn(3, '八零零零', '谢谢')], policy('zh'), 'zh');
  expect(heard.words).toEqual(['手机', '[电话 ••••]', '[电话 ••••]', '谢谢']);
  expect([Math.min(...heard.silent.map(({ from }) => from)), Math.max(...heard.silent.map(({ to }) => to))]).toEqual([expect.closeTo(1.5, 0), expect.closeTo(3.4, 0)]);
  const covered = (at: number) => heard.silent.some(({ from, to }) => from <= at && at <= to);
  expect([1.05, 1.6, 2.2, 3.2, 3.9].map(covered)).toEqual([false, true, true, true, false]);
});

test('a number written in figures does not leave by its writing', () => {
  const heard = ['打', '一三八', '零零一三', '八零零零', '好', '一百'].map((text, i) => ({ text, start: i * 0.3, end: i * 0.3 + 0.28, confidence: 1, ...(i === 1 ? { written: '13800138000' } : i === 2 || i === 3 ? { written: '' } : i === 5 ? { written: '100。' } : {}) }));
  const first = redact(startRedaction(policy('zh'), 'zh'), { type: 'words', speaker: 'caller', turn: 0, kind: 'final', words: heard }, 2);
  const over = redact(first.state, { type: 'end' }, 3);
  expect(JSON.stringify([...first.effects, ...over.effects])).not.toMatch(/138001|八零零零/);
});

const EN = ['oh', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const ZH = ['零', '幺', '二', '三', '四', '五', '六', '七', '八', '九'];
const bare = (language: Language): RedactionPolicy => ({ ...policy(language), tokens: { card: '#', account: '#', id: '#', phone: '#', code: '#', email: '#' } });

function luhn(random: Random): string {
  const digits = `4${Array.from({ length: 14 }, () => random.int(10)).join('')}`;
  const sum = [...digits].reverse().reduce((total, each, i) => total + (i % 2 === 0 ? ((Number(each) * 2) % 10) + (Number(each) > 4 ? 1 : 0) : Number(each)), 0);
  return digits + String((10 - (sum % 10)) % 10);
}

describe('no digit of a secret leaves, however it is split and whoever talks between', () => {
  test.each(['en', 'zh'] as const)('%s', (language) => {
    const random = seededRandom(41);
    const names = language === 'en' ? EN : ZH;
    const fillers = language === 'en' ? ['uh', 'um', 'and', 'then'] : ['嗯', '那个', '然后'];
    for (let n = 0; n < 300; n++) {
      const secret = random.int(2) ? luhn(random) : `13${Array.from({ length: 9 }, () => random.int(10)).join('')}`;
      const talk = new Talk(language, bare(language));
      let turn: string[] = [];
      const split = 1 + random.int(8);
      for (const digit of secret) {
        turn.push(names[Number(digit)] ?? '');
        if (random.int(5) === 0) turn.push(fillers[random.int(fillers.length)] ?? '');
        if (random.int(split) > 0 || split > 6) continue;
        talk.say('caller', turn.join(' '), { partials: random.int(2) === 0, pause: random.int(20) / 10 });
        if (random.int(3) === 0) talk.say('agent', turn.join(' '), { partials: random.int(2) === 0, pause: random.int(8) / 10 });
        turn = [];
      }
      if (turn.length > 0) talk.say('caller', turn.join(' '), { partials: true });
      if (random.int(2)) talk.pass(6);
      talk.end();
      const left = talk.effects.flatMap((effect) => (effect.type === 'words' ? effect.words.map(({ text }) => text) : []));
      expect(left.filter((word) => names.includes(word)), `${n}: ${secret}`).toEqual([]);
    }
  });
});
