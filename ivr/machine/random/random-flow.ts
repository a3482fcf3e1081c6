import type { Random } from '#core';

/** A flow as data, to be written as JSON (which is YAML). */
export type RandomFlow = Readonly<Record<string, unknown>> & { readonly nodes: Readonly<Record<string, unknown>> };

/** Leads somewhere; `silently` tells that a caller who does nothing can go this way. */
type Target = (silently: boolean) => string;
type Make = (to: Target, random: Random) => Readonly<Record<string, unknown>>;

const pick = <T>(random: Random, from: readonly T[]): T => from[random.int(from.length)] as T;
const maybe = (random: Random, more: Readonly<Record<string, unknown>>) => (random.int(2) === 0 ? more : {});

const PROMPTS = ['a', ['a', { say: { zh: '{account} {count}', en: '{customer.name}' } }]];
const CONDITIONS = ['count > 2', "queue('sales').waiting > 3", "customer.tier == 'gold'", "language == 'en'", "holiday('cn') or now < '12:00'", 'known(account)'];

function asking(random: Random): Readonly<Record<string, unknown>> {
  return { prompts: pick(random, PROMPTS), maxTries: 1 + random.int(3), bargeIn: random.int(2) === 0, firstDigitSeconds: 1 + random.int(9) };
}

const MAKERS: readonly Make[] = [
  (to, random) => ({ type: 'play', prompts: pick(random, PROMPTS), bargeIn: random.int(2) === 0, next: to(true) }),
  (to) => ({ type: 'say', text: { zh: '你好{count}', en: '{queue("sales").waiting}' }, next: to(true) }),
  (to, random) => ({
    type: 'menu',
    ...asking(random),
    choices: { 1: to(false), 2: to(false), '*': to(false) },
    ...maybe(random, { speech: { words: { 1: { zh: ['余额'], en: ['balance'] } }, minWords: 1 + random.int(3), bargeIn: random.int(2) === 0 } }),
    giveUp: to(true),
  }),
  (to, random) => ({ type: 'language', ...asking(random), choices: { 1: { language: 'zh', next: to(false) }, 2: { language: 'en', next: to(false) } }, giveUp: to(true) }),
  (to, random) => ({
    type: 'gather',
    ...asking(random),
    into: random.int(2) === 0 ? 'account' : 'pin',
    max: 1 + random.int(5),
    terminator: pick(random, ['#', '*', 'none']),
    ...maybe(random, { confirm: { prompts: 'a' } }),
    ...maybe(random, { speech: {} }),
    ...maybe(random, { pattern: '1.*' }),
    next: to(false),
    giveUp: to(true),
  }),
  (to, random) => ({ type: 'survey', ...asking(random), question: 'mark', into: 'count', next: to(true) }),
  (to) => ({ type: 'hours', calendar: 'cn', week: { 'every-day': ['09:00-18:00'] }, open: to(true), closed: to(true) }),
  (to, random) => ({ type: 'branch', when: [{ if: pick(random, CONDITIONS), next: to(true) }, { if: pick(random, CONDITIONS), next: to(true) }], else: to(true) }),
  (to, random) => ({ type: 'set', values: { count: 'count + 1', account: 'text(count)' }, ...maybe(random, { language: pick(random, ['zh', 'en']) }), next: to(true) }),
  (to, random) => ({
    type: 'http',
    url: 'https://x.example/{pin}',
    body: { pin: 'pin' },
    take: { account: 'a.0', count: 'b' },
    statuses: { '404': to(true) },
    ...maybe(random, { hold: { prompts: 'a', afterSeconds: random.int(7) } }),
    next: to(true),
    failed: to(true),
  }),
  (to) => ({ type: 'customer', found: to(true), unknown: to(true), failed: to(true) }),
  (to, random) => ({ type: 'voicemail', queue: 'sales', ...maybe(random, { prompts: 'a' }), next: to(true), empty: to(true), failed: to(true) }),
  (to) => ({ type: 'callback', queue: 'sales', next: to(true), refused: to(true), failed: to(true) }),
  (to) => ({ type: 'ticket', subject: '{count}', into: 'account', next: to(true), failed: to(true) }),
  (to) => ({ type: 'hook', hook: 'x', data: { count: 'count' }, next: to(true) }),
  (to) => ({ type: 'transfer', to: { number: '{account}' }, answered: to(true), busy: to(true), failed: to(true) }),
  (to, random) => ({
    type: 'queue',
    queue: 'sales',
    ...maybe(random, { outcomes: { done: to(true), full: to(true) } }),
    ...maybe(random, { keys: { 1: to(false) } }),
    ...maybe(random, { after: [{ seconds: 20, next: to(false) }, { seconds: 5, next: to(false) }] }),
  }),
  (to) => ({ type: 'call', flow: 'sub', with: { account: 'account' }, take: { account: 'account' }, returns: { yes: to(true), no: to(true) } }),
  (to) => ({ type: 'goto', next: to(true) }),
  () => ({ type: 'hangup', prompts: 'a' }),
];

/**
 * A flow of up to 12 nodes of any kind. With `orderly` silent ways lead forward only, so that the loader takes it; without,
 * anywhere. Nodes nobody reaches are left out.
 */
export function randomFlow(random: Random, orderly: boolean): RandomFlow {
  const count = 2 + random.int(11);
  const names = [...Array.from({ length: count }, (_, i) => `n${i}`), 'z'];
  const all: Record<string, unknown> = { z: { type: 'hangup' } };
  for (let i = 0; i < count; i += 1) {
    const to: Target = (silently) => {
      const from = silently && orderly ? i + 1 : 0;
      return names[from + random.int(names.length - from)] ?? 'z';
    };
    all[`n${i}`] = pick(random, MAKERS)(to, random);
  }
  const reached = new Set(['n0']);
  for (const name of reached) for (const [, to = 'z'] of JSON.stringify(all[name]).matchAll(/"(n\d+|z)"/g)) reached.add(to);
  return {
    start: 'n0',
    language: pick(random, ['zh', 'en']),
    variables: { account: 'text', pin: { type: 'text', secret: true }, count: { type: 'number', default: 0 } },
    flows: { sub: 'sub.yaml' },
    nodes: Object.fromEntries([...reached].map((name) => [name, all[name]])),
  };
}

/** What random flows call. */
export const SUB_FLOW = `
start: a
variables: { account: text, count: { type: number, default: 0 } }
nodes:
  a: { type: menu, prompts: a, choices: { 1: b, 2: q, 3: a }, speech: { words: { 1: { zh: [好], en: [yes] } } }, giveUp: c }
  b: { type: gather, prompts: a, into: account, max: 3, next: yes, giveUp: no }
  c: { type: branch, when: [{ if: "queue('support').agentsFree > 0", next: yes }], else: no }
  q: { type: queue, queue: support, outcomes: { done: c }, keys: { 1: a } }
  yes: { type: return, outcome: "yes" }
  no: { type: return, outcome: "no" }
`;
