import { describe, expect, test } from 'vitest';
import { flowMistake, mistakes, node } from './mistakes-of.ts';

/** Where the mark `▸` is. */
function place(marked: string): string {
  const before = marked.slice(0, marked.indexOf('▸')).split('\n');
  return `f.yaml:${before.length}:${(before.at(-1) ?? '').length + 1}`;
}

describe('mistakes in the shape', () => {
  test.each([
    ['{ type: ▸mnu }', 'nodes.a.type: must be one of play, say, menu, language, gather, survey, hours, branch, set, http, customer, queue, callback, voicemail, transfer, ticket, hook, call, return, goto, hangup'],
    ['▸{ prompts: hello }', 'nodes.a.type: is missing; it must be one of play, say, menu, language, gather, survey, hours, branch, set, http, customer, queue, callback, voicemail, transfer, ticket, hook, call, return, goto, hangup'],
    ['▸', 'nodes.a: must be a map of keys and values'],
    ['{ type: goto, next: z, ▸nxt: z }', 'nodes.a.nxt: is not known here; allowed: type, next'],
    ['▸{ type: goto }', 'nodes.a.next: is missing; it must be the name of a node'],
    ['{ type: goto, next: ▸3 }', 'nodes.a.next: must be the name of a node'],
    [
      '{ type: goto, next: ▸Z }',
      'nodes.a.next: must be a node name: small letters, digits and “-”, beginning with a letter',
    ],
    ['{ type: play, prompts: ▸[], next: z }', 'nodes.a.prompts: must be a prompt name or a list of prompt names with at least one entry'],
    [
      '{ type: play, prompts: [hello, ▸fr:hello], next: z }',
      'nodes.a.prompts.1: must be a prompt name such as “welcome”, or one with its language such as “zh:welcome”',
    ],
    [
      '{ type: play, prompts: ▸../secret, next: z }',
      'nodes.a.prompts: must be a prompt name such as “welcome”, or one with its language such as “zh:welcome”',
    ],
    [
      '{ type: play, prompts: hello, note: ▸"A B", next: z }',
      'nodes.a.note: must be a word for the timeline such as “recording-notice”',
    ],
    [
      '{ type: menu, prompts: menu, choices: { 1: z, ▸12: z }, giveUp: z }',
      'nodes.a.choices.12: is no key of a telephone; allowed: 0–9, "*" and "#"',
    ],
    ['{ type: menu, prompts: menu, choices: ▸{}, giveUp: z }', 'nodes.a.choices: needs at least one key to press'],
    [
      '{ type: menu, prompts: menu, choices: { 1: z }, giveUp: z, firstDigitSeconds: ▸0 }',
      'nodes.a.firstDigitSeconds: must be at least 1',
    ],
    ['{ type: menu, prompts: menu, choices: { 1: z }, giveUp: z, maxTries: ▸2.5 }', 'nodes.a.maxTries: must be a whole number'],
    ['{ type: menu, prompts: menu, choices: { 1: z }, giveUp: z, maxTries: ▸10 }', 'nodes.a.maxTries: must be at most 9'],
    ['{ type: menu, prompts: menu, choices: { 1: z }, giveUp: z, bargeIn: ▸maybe }', 'nodes.a.bargeIn: must be true or false'],
    [
      '{ type: menu, prompts: menu, choices: { 1: z }, giveUp: z, ▸noInput: [hello, menu] }',
      'nodes.a.noInput: must have one entry for each of the 3 tries (maxTries), not 2',
    ],
    [
      '{ type: language, prompts: menu, choices: { 1: { language: ▸fr, next: z } }, giveUp: z }',
      'nodes.a.choices.1.language: must be one of zh, en',
    ],
    [
      '{ type: language, prompts: menu, choices: { 1: ▸z }, giveUp: z }',
      'nodes.a.choices.1: must be a map of keys and values',
    ],
    ['{ type: hangup, cause: ▸bored }', 'nodes.a.cause: must be one of normal, closed, no-choice, fault, busy, rejected, no-agent'],
    ['{ type: queue, queue: sales, skills: { zh: ▸11 } }', 'nodes.a.skills.zh: must be at most 10'],
    ['{ type: queue, queue: sales, priority: ▸-1 }', 'nodes.a.priority: must be at least 0'],
  ])('%s', (marked, message) => {
    expect(mistakes(node(marked.replace('▸', '')))).toBe(flowMistake(`${place(node(marked))}: ${message}`));
  });

  const hours = (rest: string) => node(`{ type: hours, open: z, closed: z, ${rest} }`);
  test.each([
    [
      'timeZone: ▸Asia/Peking, week: {}',
      'nodes.a.timeZone: must be a time zone such as Asia/Shanghai or Europe/Berlin (IANA name)',
    ],
    [
      'timeZone: UTC, week: { ▸moday: [] }',
      'nodes.a.week.moday: is not known here; allowed: every-day, weekdays, weekend, monday, tuesday, wednesday, thursday, friday, saturday, sunday',
    ],
    [
      'timeZone: UTC, week: { friday: [▸"9-17"] }',
      'nodes.a.week.friday.0: must be a span such as “09:00-18:00”; “00:00-24:00” is the whole day, “22:00-02:00” ends on the next day',
    ],
    [
      'timeZone: UTC, week: { friday: [▸"09:00-09:00"] }',
      'nodes.a.week.friday.0: must not end when it begins; “00:00-24:00” is the whole day',
    ],
    ['timeZone: UTC, week: {}, holidays: [▸2026-02-30]', 'nodes.a.holidays.0: must be days of the calendar, the first one first'],
    [
      'timeZone: UTC, week: {}, holidays: [▸2026-10-07..2026-10-01]',
      'nodes.a.holidays.0: must be days of the calendar, the first one first',
    ],
    [
      'timeZone: UTC, week: {}, holidays: [▸1 October]',
      'nodes.a.holidays.0: must be a day such as “2026-10-01” or days such as “2026-10-01..2026-10-07”',
    ],
    ['timeZone: UTC, week: {}, specialDays: { ▸2026-13-01: [] }', 'nodes.a.specialDays.2026-13-01: must be a day such as “2026-10-01”'],
  ])('hours with %s', (rest, message) => {
    expect(mistakes(hours(rest.replace('▸', '')))).toBe(flowMistake(`${place(hours(rest))}: ${message}`));
  });
});
