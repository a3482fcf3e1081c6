import { describe, expect, test } from 'vitest';
import { ScriptedCaller, flowOf } from '../scripted-caller.ts';
import { startFlow, stepFlow } from '../step-flow.ts';
import { withoutSecrets } from '../values/secrets.ts';

const world = flowOf(`
start: who
variables: { account: { type: text, default: 'a/1' }, pin: { type: text, secret: true, default: '1234' }, balance: number, ticket: text }
nodes:
  who: { type: customer, found: ask, unknown: z }
  ask:
    type: http
    method: POST
    url: 'https://bank.example/{account}/balance'
    headers: { x-tier: '{customer.tier}' }
    body: { pin: pin, limit: balance }
    timeoutSeconds: 4
    hold: { prompts: music, afterSeconds: 1 }
    take: { balance: accounts.0.balance }
    statuses: { '404': lost }
    next: tell
    failed: none
  tell: { type: say, text: '{balance}', next: rich }
  rich: { type: branch, when: [{ if: balance > 100 and queue('sales').waiting < 2, next: sms }], else: none }
  sms: { type: hook, hook: sms, data: { to: caller.number, pin: pin }, next: write }
  write: { type: ticket, template: billing, subject: 'Balance {balance}', fields: { amount: '{balance}', account: '{customer.language}', product: ' App ' }, into: ticket, next: mail }
  mail: { type: voicemail, queue: sales, prompts: beep-now, next: back, empty: none, failed: none }
  back: { type: callback, queue: sales, skills: { $language: 3 }, next: t, failed: none }
  t: { type: transfer, to: { number: '021{ticket}' }, answered: z, busy: none, failed: none }
  lost: { type: hangup, cause: closed }
  none: { type: hangup, cause: fault }
  z: { type: hangup }
`);

const CUSTOMER = { id: 7, tier: 'gold', name: 'Li' };
const BALANCE = { status: 200, body: { accounts: [{ balance: '250.5' }] } };

/** A caller whose HTTP request is answered so; all else goes well. */
function inWorld(answered: { readonly status: number; readonly body: unknown } = BALANCE): ScriptedCaller {
  const caller = new ScriptedCaller(world);
  caller.answers = { found: CUSTOMER, answered, known: { sales: { waiting: 1 } }, created: { id: 'T1' } };
  return caller;
}

describe('nodes that ask the world', () => {
  const walk = (script: string) => inWorld().walk(script);

  test('go on by its answers, and remember them', () => {
    expect(walk('call =found =answered heard =known =created heard =recorded =booked =answered')).toEqual([
      'call: speak zh, at who, ask customer 13800000000 3000, wait 3000 ms',
      '=found: wait no more, note customer found, at ask, ask http POST https://bank.example/a%2F1/balance {"x-tier":"gold"} {"pin":"1234"} 4000, wait 1000 ms',
      '=answered: wait no more, note http answered 200, at tell, say “250.5”',
      'heard: at rich, ask queue-state ["sales"], wait 2000 ms',
      '=known: wait no more, at sms, ask hook sms {"to":"13800000000","pin":"1234"}, at write, ask ticket billing Balance 250.5  {"amount":"250.5","product":"App"} write, wait 5000 ms',
      '=created: wait no more, note ticket created, at mail, say beep-now',
      'heard: ask voicemail sales 120000 5000 #, wait 150000 ms',
      '=recorded: wait no more, note voicemail recorded, at back, ask callback sales [{"skill":"zh","level":3}] 0 13800000000 true, wait 5000 ms',
      '=booked: wait no more, note callback booked, at t, ask transfer {"kind":"number","number":"021T1"} 25000',
      '=answered: note transfer answered, at z, hang up normal',
    ]);
  });

  test('play the hold action while the answer is slow', () => {
    expect(walk('call =found silence =answered').slice(2)).toEqual([
      'silence: loop music, wait 3000 ms',
      '=answered: wait no more, be quiet, note http answered 200, at tell, say “250.5”',
    ]);
  });

  test('give up in time', () => {
    expect(walk('call =found silence silence').slice(3)).toEqual([
      'silence: ask no more, be quiet, note http timed-out, at none, hang up fault',
    ]);
  });

  test('go on without an answer where nobody knows', () => {
    expect(walk('call silence')).toEqual([
      'call: speak zh, at who, ask customer 13800000000 3000, wait 3000 ms',
      'silence: ask no more, note customer timed-out, at z, hang up normal',
    ]);
  });

  test('know a caller who is not known', () => {
    expect(walk('call =unknown').slice(1)).toEqual([
      '=unknown: wait no more, note customer unknown, at z, hang up normal',
    ]);
  });

  test('take an outcome they do not know for a failure', () => {
    expect(walk('call =found =sunshine').slice(2)).toEqual([
      '=sunshine: wait no more, note http sunshine, at none, hang up fault',
    ]);
  });

  test('decide without the state of a queue that is not told', () => {
    expect(walk('call =found =answered heard silence').slice(3)).toEqual([
      'heard: at rich, ask queue-state ["sales"], wait 2000 ms',
      'silence: ask no more, at none, hang up fault',
    ]);
  });

  test('go the way of an outcome', () => {
    expect(walk('call =found =answered heard =known =created 1 =recorded =booked =busy').slice(6)).toEqual([
      '1: be quiet, ask voicemail sales 120000 5000 #, wait 150000 ms',
      '=recorded: wait no more, note voicemail recorded, at back, ask callback sales [{"skill":"zh","level":3}] 0 13800000000 true, wait 5000 ms',
      '=booked: wait no more, note callback booked, at t, ask transfer {"kind":"number","number":"021T1"} 25000',
      '=busy: note transfer busy, at none, hang up fault',
    ]);
  });
});

describe('an answer with another status', () => {
  const walk = (script: string) => inWorld({ status: 404, body: 'x' }).walk(script);

  test('goes where its status leads', () => {
    expect(walk('call =found =answered').slice(2)).toEqual([
      '=answered: wait no more, note http answered 404, at lost, hang up closed',
    ]);
  });
});

describe('an answer without what was wanted', () => {
  const walk = (script: string) => inWorld({ status: 200, body: [null] }).walk(script);

  test('leaves it unknown', () => {
    expect(walk('call =found =answered heard =known').slice(2)).toEqual([
      '=answered: wait no more, note http answered 200, at tell, say ',
      'heard: at rich, ask queue-state ["sales"], wait 2000 ms',
      '=known: wait no more, at none, hang up fault',
    ]);
  });
});

describe('secrets', () => {
  test('are marked, and masked for logs', () => {
    const caller = inWorld();
    caller.walk('call');
    const effects = caller.send({ type: 'outcome', id: caller.question, outcome: 'found', data: CUSTOMER });
    const asked = effects.find((effect) => effect.type === 'ask-world');
    expect(asked?.secret).toBe(true);
    expect(asked && withoutSecrets(asked)).toMatchObject({ question: { url: '•••', body: { pin: '•••' }, headers: { 'x-tier': '•••' } } });
  });

  test('no note holds the digits of a secret', () => {
    const flow = flowOf(`
start: g
variables: { pin: { type: text, secret: true } }
nodes:
  g: { type: gather, prompts: pin, into: pin, max: 4, next: s, giveUp: z }
  s: { type: say, text: '{pin}', next: z }
  z: { type: hangup }
`);
    const caller = new ScriptedCaller(flow);
    const effects = [{ type: 'start' } as const, ...[...'4711'].map((digit) => ({ type: 'key', digit }) as const)].flatMap((input) => caller.send(input));
    expect(JSON.stringify(effects)).toContain('4711');
    expect(JSON.stringify(effects.map(withoutSecrets))).not.toContain('4711');
  });
});

test.each([
  ['13800', 'https://x.test/13800/pin'],
  ['a..b', 'https://x.test/a..b/pin'],
  ['\uD800x', 'https://x.test/%EF%BF%BDx/pin'],
  ['..', ''],
  ['.', ''],
])('an address is filled with what a caller or another system gives (%j), which never leads out of its folder', (given, url) => {
  const flow = flowOf("start: a\nnodes:\n  a: { type: http, url: 'https://x.test/{caller.number}/pin', next: z, failed: z }\n  z: { type: hangup }\n");
  const { effects } = stepFlow(startFlow(flow, { caller: given, number: '4000', wallClock: 0 }, 0), { type: 'start' }, 0);
  expect(effects.flatMap((effect) => (effect.type === 'ask-world' && effect.question.kind === 'http' ? [effect.question.url] : []))).toEqual([url]);
});
