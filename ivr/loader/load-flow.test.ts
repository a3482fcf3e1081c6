import { describe, expect, test } from 'vitest';
import { loadFlow } from './load-flow.ts';
import { shippedCalendars } from './sources/shipped-calendars.ts';
import { flowMistake, known, mistakes, node } from './mistakes-of.ts';

describe('a good flow', () => {
  test('is read with its defaults filled in and single prompts made lists', () => {
    const loaded = loadFlow(node('{ type: menu, prompts: menu, choices: { 1: z }, giveUp: z }'), 'f.yaml', known);
    expect(loaded).toEqual({
      ok: true,
      value: {
        start: 'a',
        language: 'zh',
        languageSkills: {},
        timeZone: 'UTC',
        variables: {},
        flows: {},
        calendars: shippedCalendars(),
        nodes: {
          a: {
            type: 'menu',
            prompts: ['menu'],
            choices: { 1: 'z' },
            firstDigitSeconds: 5,
            maxTries: 3,
            noInput: [],
            noMatch: [],
            bargeIn: true,
            giveUp: 'z',
          },
          z: { type: 'hangup', cause: 'normal' },
        },
      },
    });
  });

  test('may be JSON, for YAML contains it', () => {
    expect(mistakes('{"start": "a", "nodes": {"a": {"type": "queue", "queue": "sales", "skills": {"$language": 5}}}}')).toBe('none');
  });

  test('may share parts by YAML anchors; a mistake in a shared part is told where it is written', () => {
    const shared = (text: string) => `start: a
nodes:
  a: { type: menu, prompts: menu, choices: { 1: b }, giveUp: z, noInput: &tries [[hello], [${text}], [hello]] }
  b: { type: menu, prompts: menu, choices: { 1: z }, giveUp: z, noInput: *tries }
  z: { type: hangup }
`;
    expect(mistakes(shared('menu'))).toBe('none');
    expect(mistakes(shared('meny'))).toBe(
      flowMistake(
        'f.yaml:3:92: nodes.a.noInput.1.0: prompt “meny” has no sound in zh: put a playable zh/meny.wav into the prompt folder',
        'f.yaml:3:92: nodes.b.noInput.1.0: prompt “meny” has no sound in zh: put a playable zh/meny.wav into the prompt folder',
      ),
    );
  });

  test('may go back to a menu by a key, for pressing keys comes to an end', () => {
    expect(mistakes(node('{ type: menu, prompts: menu, choices: { 9: a }, giveUp: z }'))).toBe('none');
  });

  test('may use the names of things every object has', () => {
    expect(mistakes('start: constructor\nnodes:\n  constructor: { type: hangup }')).toBe('none');
  });
});

describe('what is not a flow at all', () => {
  test.each([
    ['a: [', 'f.yaml:1:5: this is not YAML: Flow sequence in block collection must be sufficiently indented and end with a ]'],
    ['start: a\nstart: b', 'f.yaml:2:1: this is not YAML: Map keys must be unique'],
    ['start: *a', 'f.yaml:1:1: this is not YAML: Unresolved alias (the anchor must be set before the alias): a'],
  ])('%j is not YAML', (yaml, message) => {
    expect(mistakes(yaml)).toBe(`ivr.flow-not-yaml\n${message}`);
  });

  test.each([
    ['', 'f.yaml:1:1: must be a map of keys and values'],
    ['- a', 'f.yaml:1:1: must be a map of keys and values'],
    ['start: a', 'f.yaml:1:1: nodes: is missing; it must be a map of keys and values'],
    ['nodes: {}', 'f.yaml:1:1: start: is missing; it must be the name of a node'],
    ['start: a\nnodes: {}', 'f.yaml:1:8: start: there is no node “a”; nodes: none'],
  ])('%j says what a flow needs', (yaml, message) => {
    expect(mistakes(yaml).split('\n').slice(1)).toContain(message);
  });

  test('an alias bomb is refused before it fills the memory', () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x, x]'];
    for (const [above, below] of ['ab', 'bc', 'cd', 'de']) bomb.push(`${below}: &${below} [${Array(10).fill(`*${above}`).join(', ')}]`);
    expect(mistakes(bomb.join('\n'))).toBe(
      'ivr.flow-not-yaml\nf.yaml:1:1: this is not YAML: Excessive alias count indicates a resource exhaustion attack',
    );
  });
});

describe('mistakes between nodes', () => {
  test('an unknown target, with the name that was probably meant', () => {
    expect(mistakes('start: main\nnodes:\n  main: { type: goto, next: sale }\n  sales: { type: hangup }\n  old: { type: hangup }')).toBe(
      flowMistake(
        'f.yaml:3:29: nodes.main.next: there is no node “sale”; did you mean “sales”? nodes: main, sales, old',
      ),
    );
  });

  test('what a wrong target or a loop cuts off is not told besides', () => {
    const loop = 'start: main\nnodes:\n  main: { type: goto, next: again }\n  again: { type: goto, next: main }\n  sales: { type: hangup }';
    expect(mistakes(loop)).not.toContain('no way leads here');
  });

  test('a node that no way leads to', () => {
    expect(mistakes('start: main\nnodes:\n  main: { type: hangup }\n  old: { type: hangup }')).toBe(
      flowMistake('f.yaml:4:3: nodes.old: no way leads here from the start (“main”): remove it, or name it as the target of another node'),
    );
  });

  test('an unknown start', () => {
    expect(mistakes('start: begin\nnodes:\n  main: { type: hangup }')).toBe(
      flowMistake('f.yaml:1:8: start: there is no node “begin”; nodes: main'),
    );
  });

  test('a loop in which nothing waits for a key', () => {
    expect(
      mistakes(`start: a
nodes:
  a: { type: play, prompts: hello, next: b }
  b: { type: hours, timeZone: UTC, week: {}, open: z, closed: c }
  c: { type: goto, next: a }
  z: { type: hangup }
`),
    ).toBe(
      flowMistake(
        'f.yaml:5:26: nodes.c.next: endless loop a → b → c → a; nothing in it waits for a key, so it never ends: lead one of these nodes elsewhere',
      ),
    );
  });

  test('a node that leads to itself', () => {
    expect(mistakes('start: a\nnodes:\n  a: { type: play, prompts: hello, next: a }')).toBe(
      flowMistake(
        'f.yaml:3:42: nodes.a.next: endless loop a → a; nothing in it waits for a key, so it never ends: lead one of these nodes elsewhere',
      ),
    );
  });

  test('a menu that a silent caller never leaves', () => {
    expect(mistakes(node('{ type: menu, prompts: menu, choices: { 1: z }, giveUp: a }'))).toBe(
      flowMistake(
        'f.yaml:3:62: nodes.a.giveUp: endless loop a → a; a caller who presses nothing never leaves it: let giveUp lead to a queue or a hangup',
      ),
    );
  });
});

describe('names the surroundings do not have', () => {
  test('a prompt that no language has', () => {
    expect(mistakes(node('{ type: play, prompts: [hello, welcom], next: z }'))).toBe(
      flowMistake('f.yaml:3:37: nodes.a.prompts.1: prompt “welcom” has no sound in zh: put a playable zh/welcom.wav into the prompt folder'),
    );
  });

  const afterChoice = (prompt: string) => `start: a
nodes:
  a: { type: language, prompts: menu, choices: { 1: { language: zh, next: b }, 2: { language: en, next: c } }, giveUp: z }
  b: { type: play, prompts: only-zh, next: c }
  c: { type: play, prompts: ${prompt}, next: z }
  z: { type: hangup }
`;
  test('a prompt is wanted in the languages its callers can have chosen, and in no other', () => {
    expect(mistakes(afterChoice('hello'))).toBe('none');
    expect(mistakes(afterChoice('only-zh'))).toBe(
      flowMistake('f.yaml:5:29: nodes.c.prompts: prompt “only-zh” has no sound in en: put a playable en/only-zh.wav into the prompt folder'),
    );
    expect(mistakes(afterChoice('nowhere'))).toBe(
      flowMistake(
        'f.yaml:5:29: nodes.c.prompts: prompt “nowhere” has no sound in zh and en: put a playable zh/nowhere.wav and en/nowhere.wav into the prompt folder',
      ),
    );
  });

  test('a prompt with its language is wanted in that language only', () => {
    expect(mistakes(afterChoice('zh:only-zh'))).toBe('none');
    expect(mistakes(afterChoice('en:only-zh'))).toBe(
      flowMistake('f.yaml:5:29: nodes.c.prompts: prompt “only-zh” has no sound in en: put a playable en/only-zh.wav into the prompt folder'),
    );
  });

  test('the prompts of each try and of a hang-up are looked for too', () => {
    const yaml = `start: a
nodes:
  a: { type: menu, prompts: menu, choices: { 1: z }, giveUp: z, maxTries: 1, noInput: [x1], noMatch: [[hello, x2]] }
  z: { type: hangup, prompts: x3 }
`;
    expect(mistakes(yaml)).toBe(
      flowMistake(
        'f.yaml:3:88: nodes.a.noInput.0: prompt “x1” has no sound in zh: put a playable zh/x1.wav into the prompt folder',
        'f.yaml:3:111: nodes.a.noMatch.0.1: prompt “x2” has no sound in zh: put a playable zh/x2.wav into the prompt folder',
        'f.yaml:4:31: nodes.z.prompts: prompt “x3” has no sound in zh: put a playable zh/x3.wav into the prompt folder',
      ),
    );
  });

  test('an unknown queue and an unknown skill', () => {
    expect(mistakes('start: q\nnodes:\n  q: { type: queue, queue: slaes, skills: { biling: 5, x: 1 } }')).toBe(
      flowMistake(
        'f.yaml:3:28: nodes.q.queue: there is no queue “slaes”; did you mean “sales”? queues: sales, support',
        'f.yaml:3:45: nodes.q.skills.biling: there is no skill “biling”; did you mean “billing”? skills: zh, billing',
        'f.yaml:3:56: nodes.q.skills.x: there is no skill “x”; skills: zh, billing',
      ),
    );
  });

  test('the skill $language stands for', () => {
    const queue = 'nodes:\n  q: { type: queue, queue: sales, skills: { $language: 5 } }';
    expect(mistakes(`start: q\n${queue}`)).toBe('none');
    expect(mistakes(`start: q\nlanguage: en\n${queue}`)).toBe(
      flowMistake(
        'f.yaml:4:45: nodes.q.skills.$language: $language is the skill “en” here, which no agent has; name another one under languageSkills.en',
      ),
    );
    expect(mistakes(`start: q\nlanguage: en\nlanguageSkills: { en: billing }\n${queue}`)).toBe('none');
    expect(mistakes(`start: q\nlanguageSkills: { zh: mandarin }\n${queue}`)).toBe(
      flowMistake('f.yaml:2:23: languageSkills.zh: there is no skill “mandarin”; skills: zh, billing'),
    );
  });
});

describe('several mistakes', () => {
  const yaml = `start: greting
languge: zh
nodes:
  greeting: { type: play, prompts: hallo, next: menu }
  menu:
    type: menu
    prompts: [menu, 3]
    choices: { 1: sales }
  sales: { type: queue, queue: sails }
  l1: { type: goto, next: l1 }
`;
  test('of all kinds are told at once, in the order of the file', () => {
    expect(mistakes(yaml)).toBe(
      flowMistake(
        'f.yaml:1:8: start: there is no node “greting”; did you mean “greeting”? nodes: greeting, menu, sales, l1',
        'f.yaml:2:1: languge: is not known here; allowed: description, start, language, languageSkills, timeZone, variables, include, flows, calendars, nodes',
        'f.yaml:4:36: nodes.greeting.prompts: prompt “hallo” has no sound in zh: put a playable zh/hallo.wav into the prompt folder',
        'f.yaml:6:5: nodes.menu.giveUp: is missing; it must be the name of a node',
        'f.yaml:7:21: nodes.menu.prompts.1: must be a prompt name or { say: … }',
        'f.yaml:9:32: nodes.sales.queue: there is no queue “sails”; did you mean “sales”? queues: sales, support',
        'f.yaml:10:27: nodes.l1.next: endless loop l1 → l1; nothing in it waits for a key, so it never ends: lead one of these nodes elsewhere',
      ),
    );
  });

  test('travel as data too', () => {
    const loaded = loadFlow('start: a\nnodes:\n  a: { type: goto, next: b }', 'f.yaml', known);
    expect(!loaded.ok && loaded.fault.cause).toEqual([
      { file: 'f.yaml', line: 3, column: 26, key: 'nodes.a.next', text: 'there is no node “b”; did you mean “a”? nodes: a' },
    ]);
  });
});

describe('opening hours', () => {
  const zoneOf = (line: string) => {
    const text = `start: h\nnodes:\n  h: {type: hours, ${line} week: {every-day: ['09:00-18:00']}, open: end, closed: end}\n  end: {type: hangup}`;
    const loaded = loadFlow(text, 'flow.yaml', { queues: [], skills: [], timeZone: 'Asia/Shanghai', promptExists: () => true });
    const node = loaded.ok ? loaded.value.nodes['h'] : undefined;
    return node?.type === 'hours' ? node.timeZone : undefined;
  };
  test('that name no time zone are those of the company', () => expect(zoneOf('')).toBe('Asia/Shanghai'));
  test('keep the time zone that they name', () => expect(zoneOf('timeZone: Europe/Berlin,')).toBe('Europe/Berlin'));
});
