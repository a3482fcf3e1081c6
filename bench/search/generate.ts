import { type Random, seededRandom } from '#core';

/** What the search is asked over: made up, but with the frequencies of talk — few words everywhere, most words seldom. */
export interface MadeCall {
  readonly id: string;
  readonly startedAt: number;
  readonly queue: string;
  readonly agent: string;
  readonly language: 'zh' | 'en';
  /** What the caller calls about: which of the 20 topics of the language. */
  readonly topic: number;
  readonly rules: readonly string[];
  readonly turns: readonly { readonly speaker: 'caller' | 'agent'; readonly start: number; readonly end: number; readonly text: string }[];
}

const ZH_COMMON = ['您好', '请问', '有什么', '可以', '帮您', '我的', '谢谢', '不客气', '请稍等', '好的', '没有', '现在', '就是', '这个', '问题', '一下', '我们', '已经', '知道', '还是'];
const ZH_TOPICS = ['无法登录', '忘记密码', '网络延迟', '宽带故障', '账单多扣', '申请退款', '取消订单', '物流没到', '短信验证码', '手机没信号', '发票抬头', '会员积分', '优惠券', '投诉处理', '办理销户', '提升额度', '合约到期', '更换套餐', '流量超出', '预约安装'];
const EN_COMMON = ['hello', 'thank you', 'how can i help', 'my account', 'please', 'one moment', 'okay', 'the order', 'yes', 'i see', 'right', 'can you', 'it is', 'there is', 'would you', 'let me check', 'that is', 'sure', 'no problem', 'for you'];
const EN_TOPICS = ['cannot log in', 'forgot my password', 'internet is slow', 'router is broken', 'charged twice', 'want a refund', 'cancel my order', 'parcel has not arrived', 'verification code', 'no signal', 'invoice address', 'loyalty points', 'discount code', 'file a complaint', 'close my account', 'raise the limit', 'contract ends', 'change the plan', 'data allowance', 'book an appointment'];
const SYLLABLES = ['ka', 'lo', 'mi', 'ter', 'ven', 'sor', 'bel', 'dra', 'fin', 'gos', 'hal', 'jun', 'kel', 'mar', 'nor', 'pel', 'qui', 'ras', 'tal', 'wen'];
/** Seldom words: 8,000 of each language. */
const RARE = 8_000;
const FIRST_HAN = 0x4e00;
const COMMON_HAN = 3_500;
const QUEUES = 12;
const AGENTS = 150;
export const RULES = ['greeting', 'no-secrets', 'identity', 'closing', 'promise'];
/** Share of calls with each rule broken. */
const RULE_SHARES = [0.3, 0.02, 0.1, 0.05, 0.001];

export class CallMaker {
  readonly #random: Random = seededRandom(20_260_105);
  readonly #begin: number;
  #made = 0;

  /** Calls come every 26 seconds from `begin` on: 100,000 in 30 days. */
  constructor(begin: number) {
    this.#begin = begin;
  }

  next(): MadeCall {
    const n = this.#made++;
    const random = this.#random;
    const language = random.int(2) === 0 ? 'zh' : 'en';
    const topic = zipf(random, 20);
    let at = 0;
    const turns = Array.from({ length: 6 + random.int(13) }, (_, turn) => {
      const start = at;
      at += 2 + random.int(5);
      return { speaker: turn % 2 === 0 ? ('agent' as const) : ('caller' as const), start, end: at - 0.5, text: this.#sentence(language, turn % 4 === 1 ? topic : undefined) };
    });
    const rules = RULES.filter((_, index) => random.int(1_000) < 1_000 * (RULE_SHARES[index] ?? 0));
    return { id: `bench-${String(n).padStart(6, '0')}`, startedAt: this.#begin + n * 26_000, queue: `queue-${zipf(random, QUEUES)}`, agent: `agent-${random.int(AGENTS)}`, language, topic, rules, turns };
  }

  #sentence(language: 'zh' | 'en', topic: number | undefined): string {
    const random = this.#random;
    const [common, topics, gap] = language === 'zh' ? [ZH_COMMON, ZH_TOPICS, ''] : [EN_COMMON, EN_TOPICS, ' '];
    const words = Array.from({ length: 4 + random.int(5) }, () => (random.int(3) === 0 ? rareWord(language, zipf(random, RARE)) : (common[zipf(random, common.length)] ?? '')));
    if (random.int(20) === 0) words.push(language === 'zh' ? spokenAmount(random) : (AMOUNTS_EN[random.int(AMOUNTS_EN.length)] ?? ''));
    if (topic !== undefined) words.splice(random.int(words.length), 0, topics[topic] ?? '');
    return words.join(gap);
  }
}

const AMOUNTS_EN = ['one hundred and twenty dollars', 'fifty dollars', 'two thousand three hundred dollars', 'one twenty dollars', 'a hundred and five dollars', 'three dollars'];
const DIGITS_ZH = '一二三四五六七八九';
const spokenAmount = (random: Random) => `${DIGITS_ZH[random.int(9)] ?? ''}百${DIGITS_ZH[random.int(9)] ?? ''}十块`;

/** 0 … n − 1, the chance of k falling like 1/(k + 1). */
function zipf(random: Random, n: number): number {
  const share = random.int(1_000_000) / 1_000_000;
  return Math.min(n - 1, Math.floor((n + 1) ** share) - 1);
}

/** A made-up word that is the same for the same number; two characters, or three syllables. */
export function rareWord(language: 'zh' | 'en', n: number): string {
  if (language === 'zh') return String.fromCodePoint(FIRST_HAN + ((n * 7_919) % COMMON_HAN), FIRST_HAN + ((n * 104_729 + 17) % COMMON_HAN));
  return [n % 20, Math.floor(n / 20) % 20, Math.floor(n / 400) % 20].map((index) => SYLLABLES[index] ?? '').join('');
}

export const PHRASES = { zh: [...ZH_TOPICS, ...ZH_COMMON.slice(0, 6)], en: [...EN_TOPICS, ...EN_COMMON.slice(0, 6)] };
