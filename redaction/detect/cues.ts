import type { Cue } from '../model.ts';

/** Where a cue stands in a text, by characters. */
export interface CueFound {
  readonly kind: Cue['kind'];
  /** A date: no secret by itself, and part of an identity number. */
  readonly date?: boolean;
  readonly from: number;
  readonly to: number;
}

/** Earlier ones win where they overlap: an identity card is no bank card. */
const CUES: readonly (readonly [Cue['kind'], RegExp])[] = [
  ['email', /e-?mail( address)?|邮箱(地址)?|电子邮件|电邮/gu],
  ['innocent', /(order|ticket|tracking|invoice|reference|booking) (number|id|code)|case number|flight|postcode|zip code|room number|customer number|dial|hotline|\bat (one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (thirty|fifteen|twenty|forty)|date of birth|birthday|\bborn\b|\bpress\b|\broom\b|订单号码?|工单号码?|快递单号|单号|编号|流水号|航班|邮编|门牌|房间号|客户号|型号|保单号?|生日|出生|拨打|热线|请 ?按/gu],
  ['id', /\b(id|identity|identification)( card)?( number)?\b|passport( number)?|driv(er'?s|ing) licen[cs]e|social security( (number|card))?|\b(my|your|the|full|whole) social\b(?! (media|network))|\bssn\b|national insurance( number)?|tax (id|payer|number)|身份证(件)?(号码?)?|证件号码?|护照(号码?)?|驾驶?证号?|社保(卡)?(号码?)?|通行证(号码?)?|居留证|军官证/gu],
  ['code', /(verification|security|confirmation|access|authori[sz]ation) (code|number)|(digits?|numbers?|code) on the back|back of (the|your|my) card|one[ -]time (code|pass ?word|pass ?code)|pass ?code|pass ?word|\bpin\b|\botp\b|(text|sms|message) (says|said|reads)|\bcvv2?\b|\bcvc\b|\bcode\b|验证码|校验码|动态(密)?码|短信码|收到.{0,4}短信|短信(里|上)?(是|写的?)|激活码|安全码|背面的?(后?[三3]位)?(数字?|号码?)?|末[三3]位|随机码|交易码|口令|密码/gu],
  ['card', /(credit|debit|bank|visa|master)[ -]?card( number)?|卡片?的?尾号|卡片?的?[后末]四位|card (number|no)\b|\bcard\b|信用卡|银行卡|借记卡|储蓄卡|卡号|卡片号/gu],
  ['account', /(bank )?account( number)?|\biban\b|routing number|sort code|银行账户|[账帐][号户]|户头|qq ?号码?|微信号|(?<![单件号]的?)尾号/gu],
  ['phone', /(mobile|cell|tele)?[ -]?phone( number)?|\bmobile( number)?|\bcell number|call ?back number|contact number|(best|good|right|another|different|new|my|your|local) number\b(?! (of|one))|number (for|to) (you|call|ring|text|dial)|whats ?app|number (to reach|where)|(reach|call) (me|you) (at|on)|手机(号码?)?|电话(号码?)?|联系方式|座机|固话|传真/gu],
];

/** Neither of them a secret. */
const DATES = /\b(january|february|march|april|may|june|july|august|september|october|november|december) (the )?(twenty|thirty|[a-z]+teen|one|two|three|four|five|six|seven|eight|nine|ten|\d)|[零〇一二三四五六七八九十\d] ?[年月]/gu;

/** Everything in the text that tells what digits near it are. Lower case, words with spaces between unless Chinese. */
export function cuesIn(text: string): CueFound[] {
  const found: CueFound[] = [...text.matchAll(DATES)].map(({ 0: { length }, index }) => ({ kind: 'innocent', date: true, from: index, to: index + length }));
  for (const [kind, pattern] of CUES) {
    for (const { 0: { length }, index } of text.matchAll(pattern)) {
      const to = index + length;
      if (!found.some((other) => index < other.to && other.from < to)) found.push({ kind, from: index, to });
    }
  }
  return found;
}
