import { describe, expect, it } from 'vitest';
import { groupFinder } from './find-groups.ts';
import { loadGroups } from './load-groups.ts';
import { STANDARD_GROUPS } from './standard-groups.ts';

const FILE = `groups:
  fault:
    name: { zh: 故障, en: Fault }
    any: [故障, broken, not working]
  anger:
    name: { zh: 投诉, en: Complaint }
    speaker: caller
    any: [投诉]
`;

describe('keyword groups', () => {
  const loaded = loadGroups(FILE, 'mining.yaml');
  const finder = groupFinder(loaded.ok ? loaded.value : []);
  const found = (speaker: string, text: string) => finder.find([{ speaker, text }]);

  it('are found in Chinese across words, in English as whole words with plurals', () => {
    expect(found('caller', '宽带又出故障了')).toEqual(['fault']);
    expect(found('agent', 'the phone is not working')).toEqual(['fault']);
    expect(found('caller', 'unbroken')).toEqual([]);
  });
  it('of one side do not count from the other', () => {
    expect([found('caller', '我要投诉'), found('agent', '我要投诉')]).toEqual([['anger'], []]);
  });
  it('that are shipped find what the issue names, in both languages', () => {
    const shipped = groupFinder(STANDARD_GROUPS);
    expect(['我这边故障了', '我无法登录', '网络延迟很高', "i can't log in", 'it is very slow', 'i want a refund'].map((text) => shipped.find([{ speaker: 'caller', text }]))).toEqual([['fault'], ['sign-in'], ['delay'], ['sign-in'], ['delay'], ['refund']]);
  });
});

describe('a file of groups with mistakes', () => {
  const told = (text: string) => {
    const read = loadGroups(text, 'm.yaml');
    return read.ok ? 'fine' : `${read.fault.code} ${read.fault.message}`;
  };
  it('is told of each with its place', () => {
    expect(told('groups:\n  a:\n    name: { zh: 一, en: A }\n    any: [x, "…", X]\n')).toBe(
      'mining.group-mistakes m.yaml:4:14: groups.a.any.1: "…" has no letter, character or digit, so nobody can say it\nm.yaml:4:19: groups.a.any.2: "X" is found by "x" already',
    );
    expect(told('groups:\n  a:\n    name: { zh: 一, en: A }\n    anny: [x]\n    any: [x]\n')).toBe('mining.group-mistakes m.yaml:4:11: groups.a.anny: there is no such key here; there are: name, speaker, any');
    expect(told('groups:\n  a:\n    name: { zh: 一, en: A }\n    speaker: customer\n    any: []\n')).toContain('m.yaml:4:14: groups.a.speaker: must be one of: caller, agent');
    expect(told('groups:\n  Big One:\n    name: { zh: 一, en: A }\n    any: [x]\n')).toContain('small letters');
    expect(told('')).toContain('groups: a mapping of ids to groups is needed here');
    expect(told('groups: [')).toMatch(/^mining\.groups-not-yaml m\.yaml:1:/);
  });
});
