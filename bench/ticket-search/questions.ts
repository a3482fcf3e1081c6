import { seededRandom } from '#core';
import type { TicketFilter, TicketSearchQuery } from '#tickets';
import { AGENTS, PHRASES, QUEUES, rareWord } from './made-tickets.ts';

const PAGE = 50;
const DAY_MS = 86_400_000;
const WORKING = ['new', 'open', 'pending', 'on-hold'] as const;

type Wish = Pick<TicketSearchQuery, 'filter'> & Partial<TicketSearchQuery>;

/** Questions of all kinds in turn, so many in all, to so many tickets made since `begin`. */
export function* questions({ count, begin, days }: { readonly count: number; readonly begin: number; readonly days: number }): Generator<{ readonly kind: string; readonly query: TicketSearchQuery }> {
  const kinds = { ...byWords(begin, days), ...byWordsAndMore(), ...views() };
  const names = Object.keys(kinds);
  let before: Wish = { filter: {} };
  for (let n = 0; n < count; n++) {
    const kind = names[n % names.length] ?? '';
    const query = kind === 'next page' ? before : (kinds[kind]?.() ?? { filter: {} });
    before = kind === 'nobody wrote it' ? { filter: { text: one(PHRASES.zh) } } : query;
    yield { kind, query: { sort: 'newest', limit: PAGE, ...query } };
  }
}

type Kinds = Readonly<Record<string, () => Wish>>;

const random = seededRandom(7);
const one = <T>(of: readonly T[]): T => of[random.int(of.length)] as T;
const phrase = () => one(random.int(2) === 0 ? PHRASES.zh : PHRASES.en);
const seen = () => ({ queues: [one(QUEUES), one(QUEUES)], agent: one(AGENTS) });

function byWords(begin: number, days: number): Kinds {
  return {
    'words zh': () => ({ filter: { text: one(PHRASES.zh) } }),
    'words en': () => ({ filter: { text: one(PHRASES.en) } }),
    'seldom word': () => ({ filter: { text: rareWord(random.int(2) === 0 ? 'zh' : 'en', random.int(8_000)) } }),
    'beginning of a word': () => ({ filter: { text: rareWord('en', random.int(8_000)).slice(0, 4) } }),
    'two things': () => ({ filter: { text: `${phrase()} ${phrase()}` } }),
    'as it stands there': () => ({ filter: { text: `"${one(PHRASES.en)} ${rareWord('en', random.int(500))}"` } }),
    'one character': () => ({ filter: { text: one([...rareWord('zh', random.int(8_000))]) } }),
    'name': () => ({ filter: { text: `${one([...'王李张刘陈杨黄赵吴周'])}${one([...'伟芳娜敏静丽强磊军洋'])}` } }),
    'last four digits': () => ({ filter: { text: String(1_000 + random.int(9_000)) } }),
    'whole number': () => ({ filter: { text: `13${String(random.int(1_000_000_000)).padStart(9, '0')}` } }),
    'words of an old day': () => {
      const day = begin + random.int(days) * DAY_MS;
      return { filter: { text: phrase(), from: day, until: day + DAY_MS } };
    },
    'nobody wrote it': () => ({ filter: { text: one(['量子纠缠', 'zebra crossing', '我不您']) } }),
    'next page': () => ({ filter: { text: one(PHRASES.zh) } }),
  };
}

function byWordsAndMore(): Kinds {
  return {
    'words in a queue': () => ({ filter: { text: phrase(), queues: [one(QUEUES)] } }),
    'words, being worked on': () => ({ filter: { text: phrase(), states: WORKING }, sort: 'priority' }),
    'words of an agent': () => ({ filter: { text: phrase(), assignees: [one(AGENTS)] }, sort: 'updated' }),
    'words, own queues': () => ({ filter: { text: phrase() }, seenBy: seen() }),
    'words, as changed': () => ({ filter: { text: phrase() }, sort: 'updated' }),
    'words, the oldest first': () => ({ filter: { text: phrase(), states: ['closed', 'resolved'] }, sort: 'oldest', seenBy: seen() }),
    'words, most urgent first': () => ({ filter: { text: phrase(), queues: [one(QUEUES)] }, sort: 'priority' }),
    'words, kind and urgency': () => ({ filter: { text: phrase(), templates: ['billing'], priorities: ['low'] }, sort: 'updated' }),
    'words, tag, months': () => ({ filter: { text: phrase(), tags: ['vip'], from: Date.UTC(2026, 2, 1), until: Date.UTC(2026, 5, 1) }, sort: 'updated' }),
  };
}

function views(): Kinds {
  const urgent: TicketFilter = { priorities: ['urgent', 'high'], states: WORKING };
  return {
    'view: mine': () => ({ filter: { assignees: ['me'], states: WORKING }, me: one(AGENTS), sort: 'priority' }),
    'view: nobody has it': () => ({ filter: { assignees: ['none'], states: ['new', 'open'] }, sort: 'priority', seenBy: seen() }),
    'view: all, as changed': () => ({ filter: {}, sort: 'updated', seenBy: seen() }),
    'view: filters': () => ({ filter: { queues: [one(QUEUES)], priorities: ['urgent', 'high'], templates: ['billing'], states: ['closed'] }, sort: 'updated' }),
    'view: seldom filters': () => ({ filter: { queues: [one(QUEUES)], priorities: ['low'], templates: ['fault'], states: ['on-hold'] }, sort: 'priority' }),
    'view: tag': () => ({ filter: { tags: ['vip'], states: WORKING }, sort: 'newest' }),
    'view: whose time runs out': () => ({ filter: {}, sort: 'due', seenBy: seen() }),
    'count: mine': () => ({ filter: { assignees: ['me'], states: WORKING }, me: one(AGENTS) }),
    'count: working': () => ({ filter: { states: WORKING }, seenBy: seen() }),
    'count: urgent': () => ({ filter: urgent, seenBy: seen() }),
    'count: closed, of a queue': () => ({ filter: { queues: [one(QUEUES)], states: ['closed'], priorities: ['low'] } }),
    'count: words': () => ({ filter: { text: phrase(), states: WORKING } }),
    'count: words of all': () => ({ filter: { text: phrase() }, seenBy: seen() }),
  };
}
