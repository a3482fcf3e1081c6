import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ScriptedCaller } from './machine/scripted-caller.ts';
import { mistakeLine } from './loader/problem.ts';
import { readFlow } from './loader/load-flow.ts';

const flows = new URL('../config/sample/flows/', import.meta.url);
const prompts = new URL('../prompts/', import.meta.url);
const config = z
  .object({ skills: z.array(z.string()), queues: z.array(z.object({ id: z.string() })) })
  .parse(parse(readFileSync(new URL('../huawu.yaml', flows), 'utf8')));

const reading = (today?: string) =>
  readFlow(readFileSync(new URL('bank.yaml', flows), 'utf8'), 'bank.yaml', {
    queues: config.queues.map(({ id }) => id),
    skills: config.skills,
    hooks: ['sms'],
    promptExists: (name, language) => [`${language}/${name}`, name].some((file) => existsSync(new URL(`${file}.wav`, prompts))),
    readFile: (path) => readFileSync(new URL(path, flows), 'utf8'),
    ...(today === undefined ? {} : { today }),
  });

describe('the flow of a bank', () => {
  test('is sound, with its include and its sub-flow', () => {
    const { mistakes, warnings, files, flow } = reading('2026-03-01');
    expect(mistakes.map(mistakeLine)).toEqual([]);
    expect(warnings.map(mistakeLine)).toEqual([]);
    expect(files).toEqual(['bank.yaml', 'parts/waiting.yaml', 'parts/verify.yaml']);
    expect(Object.keys(flow?.flows['verify']?.nodes ?? {})).toContain('ask-pin');
  });

  test('warns in November when the calendar does not know the next year', () => {
    expect(reading('2026-11-02').warnings.map(mistakeLine)[0]).toMatch(/^bank\.yaml:\d+:15: nodes\.business-hours\.calendar: calendar “cn” does not know 2027/);
  });
});

describe('a caller of the bank', () => {
  const answers = {
    found: { id: 'c1', name: '李明', tier: 'gold' },
    answered: { status: 200, body: { balance: { available: 1280.5 } } },
    known: { support: { agentsFree: 0, expectedWait: 400 } },
    created: { id: '77' },
  };
  const walk = (script: string, day = '2026-03-02', more: ScriptedCaller['answers'] = {}) => {
    const { flow } = reading();
    if (!flow) throw new Error('the flow of the bank has mistakes');
    const caller = new ScriptedCaller(flow, Date.parse(`${day}T10:00:00+08:00`));
    caller.answers = { ...answers, ...more };
    return caller.walk(script);
  };

  test('is told the balance in English, after number and PIN', () => {
    expect(walk('call 2 heard =unknown say:my_balance 6 2 2 0 2 1 # 1 2 3 4 5 6 =answered =answered').slice(-4)).toEqual([
      '5: wait no more, wait 3000 ms',
      '6: wait no more, note gathered pin 6, at verify/check, ask http POST https://bank.example/verify {} {"account":"622021","pin":"123456","caller":"13800000000"} 5000, wait 1000 ms',
      '=answered: wait no more, note http answered 200, at verify/verified, note return verified, at ask-balance, ask http GET https://bank.example/accounts/622021 {"accept":"application/json"} 8000, wait 1000 ms',
      '=answered: wait no more, note http answered 200, at tell-balance, say “The balance of the account ending in 2 0 2 1 is 1280.5 yuan.”',
    ]);
  });

  test('is refused after two wrong PINs', () => {
    const wrong = walk('call 1 heard =unknown 1 6 2 2 0 2 1 # 1 2 3 4 5 6 =answered 1 6 2 2 0 2 1 # 1 2 3 4 5 7 =answered', '2026-03-02', { answered: { status: 403 } });
    expect(wrong.filter((line) => line.startsWith('=answered'))).toEqual([
      '=answered: wait no more, note http answered 403, at verify/wrong, at verify/any-left, at verify/again, say “账号或密码有误，重新输入请按一。”',
      '=answered: wait no more, note http answered 403, at verify/wrong, at verify/any-left, at verify/refused, note return refused, at operator, ask queue-state ["support"], wait 2000 ms',
    ]);
  });

  test('says that a card is lost, and has it blocked; the number is in no ticket', () => {
    expect(walk('call 1 heard =unknown say:挂失 4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 # 1 =answered =created').slice(-4)).toEqual([
      '#: wait no more, note gathered card 16, listen in zh for 1,2, say “卡号尾号1 1 1 1，正确请按一，重新输入请按二。”',
      '1: be quiet, listen no more, note confirmed, at block-card, ask http POST https://bank.example/cards/block {} {"card":"4111111111111111","caller":"13800000000","at":"10:00"} 5000, wait 1000 ms',
      '=answered: wait no more, note http answered 200, at tell-others, ask hook sms {"to":"13800000000","text":"您的卡片已挂失 / Your card is blocked"}, at block-ticket, ask ticket account Lost card Blocked by telephone, caller 13800000000 {"severity":"major","impact":"one","product":"Card","change":"suspend"} high support block-ticket, wait 5000 ms',
      '=created: wait no more, note ticket created, at ticket-done, say “已为您登记，工单号7 7。”',
    ]);
  });

  test('with a gold card goes to a person, and to the queue when that one is busy', () => {
    expect(walk('call 1 heard =found heard =busy =known').slice(-3)).toEqual([
      'heard: at which-customer, at gold-line, ask transfer {"kind":"number","number":"5001"} 20000',
      '=busy: note transfer busy, at operator, ask queue-state ["support"], wait 2000 ms',
      '=known: wait no more, at long-wait, say “预计等待7分钟，等待中按一可以预约回电。”',
    ]);
  });

  test('waits, is offered a callback, and takes it', () => {
    expect(walk('call 1 heard =unknown 0 =known heard silence 1 1 =booked').slice(-5)).toEqual([
      'heard: at support, queue support zh≥5 support≥3 priority 5 and back, wait 90000 ms',
      'silence: leave the queue, at offer-callback, listen in zh for 1,2,*, say “按一我们稍后回电，您的排队位置保留；按二留言；继续等待请按星号键。”',
      '1: be quiet, listen no more, note choice 1, at which-number, say “回电到1 3 8 0 0 0 0 0 0 0 0请按一，其他号码请按二。”',
      '1: be quiet, note choice 1, at book-callback, ask callback support [{"skill":"zh","level":5},{"skill":"support","level":3}] 0 13800000000 true 0, wait 5000 ms',
      '=booked: wait no more, note callback booked, at callback-booked, say “已为您预约回电。” + goodbye',
    ]);
  });

  test('rates the call by speaking, when the agent has hung up', () => {
    expect(walk('call 1 heard =unknown 0 =known heard =answered =done say:五').slice(-2)).toEqual([
      '=done: note queue done, at survey, listen in zh for digits, say “请为本次服务打分，一到五分，五分最满意。”',
      'say:五: be quiet, listen no more, note speech digits 1, note survey satisfaction 5 5, at thanks, say goodbye',
    ]);
  });

  test.each([
    ['a public holiday', '2026-10-02', 'at holiday-notice, say “今天是公众假期，您可以留言。”'],
    ['a make-up working Saturday', '2026-10-10', 'at main-menu, listen in zh for 0,1,2,3'],
  ])('on %s', (_name, day, outcome) => {
    expect(walk('call 1 heard =unknown', day).at(-1)).toContain(outcome);
  });
});
