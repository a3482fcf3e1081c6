import { describe, expect, it } from 'vitest';
import { readCommand } from './arguments.ts';
import { usage } from './usage.ts';
import { languageOf, wordsIn } from './words.ts';

const english = wordsIn('en');
const read = (line: string) => readCommand(line.split(' ').filter(Boolean), english);
const valueOf = (line: string) => {
  const command = read(line);
  if (!command.ok) throw command.fault;
  return command.value;
};
const messageOf = (line: string) => {
  const command = read(line);
  return command.ok ? 'understood' : `${command.fault.code} ${command.fault.message}`;
};

describe('the words after ./huawu', () => {
  it('ask for help when there are none', () => {
    for (const line of ['', 'help', '--help', '-h', 'user add --help', 'doctor -h']) expect(valueOf(line)).toEqual({ kind: 'help' });
  });

  it('start the server, with a file as a short form of --config', () => {
    expect(valueOf('start')).toEqual({ kind: 'start', args: [] });
    expect(valueOf('start site.yaml --check')).toEqual({ kind: 'start', args: ['--config', 'site.yaml', '--check'] });
    expect(valueOf('start --config site.yaml')).toEqual({ kind: 'start', args: ['--config', 'site.yaml'] });
    expect(valueOf('start --help')).toEqual({ kind: 'start', args: ['--help'] });
    expect(valueOf('demo --json')).toEqual({ kind: 'demo', args: ['--json'] });
  });

  it('check a configuration', () => {
    expect(valueOf('config check')).toEqual({ kind: 'config check' });
    expect(valueOf('config check a.yaml')).toEqual({ kind: 'config check', file: 'a.yaml' });
    expect(valueOf('config check -c a.yaml')).toEqual({ kind: 'config check', file: 'a.yaml' });
    expect(valueOf('doctor --json --config a.yaml')).toEqual({ kind: 'doctor', json: true, config: 'a.yaml' });
  });

  it('make people', () => {
    expect(valueOf('user add anna --agent anna --team east --team west --language en --generate')).toEqual({
      kind: 'user add', login: 'anna', name: 'anna', role: 'agent', agent: 'anna', teams: ['east', 'west'], language: 'en', password: 'made',
    });
    expect(valueOf('user add boss --role administrator --name Boss --password-stdin')).toEqual({ kind: 'user add', login: 'boss', name: 'Boss', role: 'administrator', teams: [], password: 'stdin' });
    expect(valueOf('user reset anna')).toEqual({ kind: 'user reset', login: 'anna', password: 'ask' });
    expect(valueOf('user list --json')).toEqual({ kind: 'user list', json: true });
    expect(valueOf('user disable anna -c x.yaml')).toEqual({ kind: 'user disable', login: 'anna', config: 'x.yaml' });
    expect(valueOf('user enable anna')).toEqual({ kind: 'user enable', login: 'anna' });
  });

  it.each([
    ['strat', 'cli.unknown-command "strat" is no command. Did you mean "start"? See ./huawu help'],
    ['xyzzy', 'cli.unknown-command "xyzzy" is no command. Known: start, demo, agitation, analyse, doctor, user, config, staff, routing, flow, rules, tickets, models, recogniser, evaluate, help See ./huawu help'],
    ['user rest anna', 'cli.unknown-command "user rest" is no command. Did you mean "user reset"? See ./huawu help'],
    ['user', 'cli.unknown-command "user" is no command. Known: user add, user reset, user list, user disable, user enable See ./huawu help'],
    ['config', 'cli.unknown-command "config" is no command. Known: config check See ./huawu help'],
    ['config chekc', 'cli.unknown-command "config chekc" is no command. Did you mean "config check"? See ./huawu help'],
    ['user add', 'cli.bad-argument the name to sign in with is missing. See ./huawu help'],
    ['user add boss', 'cli.bad-argument --role is one of agent, supervisor, reviewer, administrator. See ./huawu help'],
    ['user add boss --role king', 'cli.bad-argument --role is one of agent, supervisor, reviewer, administrator. See ./huawu help'],
    ['user add boss --role agent --language fr', 'cli.bad-argument --language is zh or en. See ./huawu help'],
    ['user list anna', 'cli.bad-argument "anna" is one word too many. See ./huawu help'],
    ['doctor --jsno', "cli.bad-argument Unknown option '--jsno'. See ./huawu help"],
  ])('"%s" are refused', (line, message) => expect(messageOf(line)).toBe(message));
});

describe('the language of the command line', () => {
  it('is that of LC_ALL, LC_MESSAGES or LANG', () => {
    const of = [{ LANG: 'zh_CN.UTF-8' }, { LANG: 'en_US.UTF-8', LC_ALL: 'zh_TW' }, { LANG: 'zh_CN', LC_MESSAGES: 'C' }, { LANG: 'zh_CN', LC_ALL: '' }, {}].map(languageOf);
    expect(of).toEqual(['zh', 'zh', 'en', 'zh', 'en']);
  });

  it('names the same commands and options in both', () => {
    const named = (text: string) => [...new Set(text.match(/\.\/huawu [a-z]+( check| list| add| reset| disable)?|--[a-z-]+|HUAWU_\w+/g))].toSorted();
    expect(named(usage(wordsIn('zh')))).toEqual(named(usage(english)));
    expect(named(usage(english)).length).toBeGreaterThan(20);
  });
});
