import { describe, expect, it } from 'vitest';
import { parseConfig } from '../load-config.ts';

const at = '/etc/huawu/site.yaml';
const parse = (text: string) => parseConfig(`version: 1\n${text}`, at, {});
const messageOf = (text: string) => {
  const result = parse(text);
  return result.ok ? 'no fault' : result.fault.message;
};

describe('routing keys', () => {
  it('may all be left out', () => {
    const result = parse('queues: [{id: care, name: Care}]');
    expect(result.ok ? result.value.queues[0] : undefined).toMatchObject({ strategy: 'longest-idle', steps: [], overflow: [], priority: 0, resumeSeconds: 0, lastAgentSeconds: 0 });
  });

  it('name groups, channels, skills, queues and agents that exist', () => {
    expect(
      messageOf(`
skills: [zh, billing]
groups: [senior]
channels: [{id: chat, capacity: 3}, {id: email}]
agents:
  - {id: anna, name: Anna, extension: '1001', groups: [senior], capacities: {chat: 2, voice: 1}}
queues:
  - id: care
    name: Care
    strategy: best-skill
    overflow: [night]
    steps:
      - {lastsSeconds: 20, agent: anna}
      - {lastsSeconds: 60, groups: [senior], levels: {zh: 3}}
      - {drop: [billing], queues: [night], priority: 5}
  - {id: night, name: Night}
`),
    ).toBe('no fault');
  });

  it.each([
    ['skills', 'skills: [billing]\nqueues: [{id: care, name: C, steps: [{drop: [biling]}]}]', 'queues[0].steps[0].drop[0]: "biling" is not listed under skills; did you mean "billing"?'],
    ['levels', 'skills: [zh]\nqueues: [{id: care, name: C, steps: [{levels: {zg: 3}}]}]', 'queues[0].steps[0].levels.zg: "zg" is not listed under skills; did you mean "zh"?'],
    ['queues', 'queues: [{id: care, name: C, overflow: [nigth]}, {id: night, name: N}]', 'queues[0].overflow[0]: "nigth" is not listed under queues; did you mean "night"?'],
    ['groups', 'groups: [senior]\nqueues: [{id: care, name: C, steps: [{groups: [senoir]}]}]', 'queues[0].steps[0].groups[0]: "senoir" is not listed under groups; did you mean "senior"?'],
    ['agents', "agents: [{id: anna, name: A, extension: '1'}]\nqueues: [{id: care, name: C, steps: [{agent: ana}]}]", 'queues[0].steps[0].agent: "ana" is not listed under agents; did you mean "anna"?'],
    ['channels', "channels: [{id: chat}]\nagents: [{id: anna, name: A, extension: '1', capacities: {chta: 2}}]", 'agents[0].capacities.chta: "chta" is not listed under channels; did you mean "chat"?'],
    ['interrupts', 'channels: [{id: chat, interrupts: [mail]}]', 'channels[0].interrupts[0]: "mail" is not listed under channels; known: voice, chat'],
  ])('unknown in %s are told with what was probably meant', (_what, text, expected) => {
    expect(messageOf(text)).toContain(expected);
  });

  it('make no queue overflow into itself', () => {
    expect(messageOf('queues: [{id: care, name: C, overflow: [care]}]')).toContain('a queue cannot overflow into itself');
  });

  it('have no steps behind one that lasts for ever', () => {
    expect(messageOf('queues: [{id: care, name: C, steps: [{priority: 1}, {priority: 2}]}]')).toContain('queues[0].steps[0]: lasts for ever, so the steps after it never come');
  });
});
