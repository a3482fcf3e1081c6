import { type Random, seededRandom } from '#core';
import { PRIORITIES, TICKET_STATES, type Ticket, type TicketState } from '#tickets';

/** What the search is asked over: made up, but with the frequencies of what people write: few words everywhere, most words seldom. */
const ZH_COMMON = ['您好', '请问', '可以', '我的', '谢谢', '现在', '这个', '问题', '一下', '我们', '已经', '还是', '今天', '昨天', '客户', '需要', '尽快', '处理', '反馈', '联系'];
const ZH_TOPICS = ['无法登录', '忘记密码', '网络延迟', '宽带故障', '账单多扣', '申请退款', '取消订单', '物流没到', '短信验证码', '手机没信号', '发票抬头', '会员积分', '优惠券', '投诉处理', '办理销户', '提升额度', '合约到期', '更换套餐', '流量超出', '预约安装'];
const EN_COMMON = ['hello', 'thank you', 'please', 'my account', 'since yesterday', 'the order', 'today', 'customer', 'we have', 'can you', 'it is', 'there is', 'as soon as possible', 'again', 'still', 'not working', 'asked', 'called', 'told', 'for us'];
const EN_TOPICS = ['cannot log in', 'forgot my password', 'internet is slow', 'router is broken', 'charged twice', 'want a refund', 'cancel my order', 'parcel has not arrived', 'verification code', 'no signal', 'invoice address', 'loyalty points', 'discount code', 'file a complaint', 'close my account', 'raise the limit', 'contract ends', 'change the plan', 'data allowance', 'book an appointment'];
const SYLLABLES = ['ka', 'lo', 'mi', 'ter', 'ven', 'sor', 'bel', 'dra', 'fin', 'gos', 'hal', 'jun', 'kel', 'mar', 'nor', 'pel', 'qui', 'ras', 'tal', 'wen'];
const SURNAMES = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗'];
const GIVEN = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平'];
const PRODUCTS = ['Router X1', 'Router X2', '云盘', '专线', 'App', '手机套餐', 'Camera', '会员'];
const TEMPLATES = ['consultation', 'complaint', 'fault', 'billing', 'account'];
const FIRST_HAN = 0x4e00;
const COMMON_HAN = 3_500;
/** Seldom words: 8,000 of each language. */
const RARE = 8_000;
export const QUEUES = Array.from({ length: 12 }, (_, n) => `queue-${n}`);
export const AGENTS = Array.from({ length: 150 }, (_, n) => `agent-${n}`);
export const PHRASES = { zh: [...ZH_TOPICS, ...ZH_COMMON.slice(0, 6)], en: [...EN_TOPICS, ...EN_COMMON.slice(0, 6)] };
/** A ticket every 30 seconds: a million in a year. */
export const EVERY_MS = 30_000;

export class TicketMaker {
  readonly #random: Random = seededRandom(20_261_123);
  readonly #begin: number;
  readonly #most: number;
  #made = 0;

  constructor(begin: number, most: number) {
    this.#begin = begin;
    this.#most = most;
  }

  next(): Ticket {
    const n = this.#made++;
    const random = this.#random;
    const language = random.int(2) === 0 ? 'zh' : 'en';
    const topic = zipf(random, 20);
    const createdAt = this.#begin + n * EVERY_MS;
    const state = this.#state(n);
    const agent = state === 'new' || random.int(5) === 0 ? {} : { assignee: one(random, AGENTS) };
    return {
      id: String(1_000_000_000 + ((n * 2_654_435_761) % 8_999_999_999)),
      version: 1 + random.int(8), template: one(random, TEMPLATES), state, stateSince: createdAt,
      subject: sentence(random, language, 3, topic), text: sentence(random, language, 10 + random.int(12), random.int(3) === 0 ? zipf(random, 20) : undefined),
      fields: { severity: 'minor', impact: 'one', product: one(random, PRODUCTS), contact: phone(random) },
      missing: [], priority: PRIORITIES[3 - zipf(random, 4)] ?? 'normal', priorityBy: 'matrix',
      queue: QUEUES[zipf(random, QUEUES.length)] ?? '', ...agent,
      requester: { number: phone(random), name: `${one(random, SURNAMES)}${one(random, GIVEN)}${random.int(2) === 0 ? one(random, GIVEN) : ''}` },
      language, tags: random.int(20) === 0 ? ['vip'] : [], watchers: [], calls: [],
      createdAt, createdBy: 'token', ...(state === 'resolved' || state === 'closed' ? {} : { dueAt: createdAt + (1 + (n % 9)) * 14_400_000 }), updatedAt: createdAt + random.int(86_400_000 * 3), recentKeys: [],
    };
  }

  /** Old ones are closed; of the last two in a hundred most are being worked on. */
  #state(n: number): TicketState {
    if (n < this.#most * 0.98) return this.#random.int(500) === 0 ? 'on-hold' : this.#random.int(10) === 0 ? 'resolved' : 'closed';
    return TICKET_STATES[this.#random.int(TICKET_STATES.length)] ?? 'open';
  }
}

const one = <T>(random: Random, of: readonly T[]): T => of[random.int(of.length)] as T;
const phone = (random: Random) => `13${String(random.int(1_000_000_000)).padStart(9, '0')}`;

/** 0 … n − 1, the chance of k falling like 1/(k + 1). */
function zipf(random: Random, n: number): number {
  const share = random.int(1_000_000) / 1_000_000;
  return Math.min(n - 1, Math.floor((n + 1) ** share) - 1);
}

function sentence(random: Random, language: 'zh' | 'en', length: number, topic: number | undefined): string {
  const [common, topics, gap] = language === 'zh' ? [ZH_COMMON, ZH_TOPICS, ''] : [EN_COMMON, EN_TOPICS, ' '];
  const words = Array.from({ length }, () => (random.int(3) === 0 ? rareWord(language, zipf(random, RARE)) : (common[zipf(random, common.length)] ?? '')));
  if (topic !== undefined) words.splice(random.int(words.length), 0, topics[topic] ?? '');
  return words.join(gap);
}

/** A made-up word that is the same for the same number; two characters, or three syllables. */
export function rareWord(language: 'zh' | 'en', n: number): string {
  if (language === 'zh') return String.fromCodePoint(FIRST_HAN + ((n * 7_919) % COMMON_HAN), FIRST_HAN + ((n * 104_729 + 17) % COMMON_HAN));
  return [n % 20, Math.floor(n / 20) % 20, Math.floor(n / 400) % 20].map((index) => SYLLABLES[index] ?? '').join('');
}
