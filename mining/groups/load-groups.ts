import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { Fault, type Result, failed, ok } from '#core';
import type { KeywordGroup } from '../model.ts';
import { comparable } from '../words/comparable.ts';
import { GroupsFile } from './groups-schema.ts';

interface Mistake {
  readonly path: readonly PropertyKey[];
  readonly text: string;
}

/**
 * Reads the keyword groups of an installation (docs/mining.md).
 * Faults: `mining.groups-not-yaml`, `mining.group-mistakes`; each tells all mistakes as `file:line:column: key: text`.
 */
export function loadGroups(yamlText: string, fileName: string): Result<readonly KeywordGroup[]> {
  const lines = new LineCounter();
  const document = parseDocument(yamlText, { lineCounter: lines, prettyErrors: false });
  const [broken] = document.errors;
  if (broken) return failed(new Fault('mining.groups-not-yaml', `${at(fileName, lines, broken.pos[0])}: this is not YAML: ${broken.message}`));
  const read = GroupsFile.safeParse(document.toJS() ?? {});
  const mistakes = read.success ? mistakesIn(read.data) : read.error.issues.flatMap(mistakesOf);
  if (!read.success || mistakes.length > 0) {
    const told = mistakes.map(({ path, text }) => `${at(fileName, lines, offsetOf(document, path))}: ${path.map(String).join('.') || 'file'}: ${text}`);
    return failed(new Fault('mining.group-mistakes', told.join('\n')));
  }
  return ok(Object.entries(read.data.groups).map(([id, { name, speaker, any }]) => ({ id, name, ...(speaker === undefined ? {} : { speaker }), any })));
}

function mistakesIn({ groups }: z.output<typeof GroupsFile>): Mistake[] {
  return Object.entries(groups).flatMap(([id, { any }]) => {
    const seen = new Map<string, number>();
    return any.flatMap((phrase, n): Mistake[] => {
      const path = ['groups', id, 'any', n];
      const key = comparable(phrase);
      const first = seen.get(key);
      if (key === '') return [{ path, text: `"${phrase}" has no letter, character or digit, so nobody can say it` }];
      if (first !== undefined) return [{ path, text: `"${phrase}" is found by "${any[first]}" already` }];
      seen.set(key, n);
      return [];
    });
  });
}

function mistakesOf(issue: z.core.$ZodIssue): Mistake[] {
  const { path } = issue;
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ path: [...path, key], text: `there is no such key here; there are: ${keysAt(path).join(', ')}` }));
    case 'invalid_key':
      return [{ path, text: issue.issues.map(({ message }) => message).join(', ') }];
    case 'invalid_type':
      return [{ path, text: `a ${issue.expected === 'record' ? 'mapping of ids to groups' : issue.expected} is needed here` }];
    case 'invalid_value':
      return [{ path, text: `must be one of: ${issue.values.join(', ')}` }];
    default:
      return [{ path, text: issue.message }];
  }
}

const keysAt = (path: readonly PropertyKey[]) => (path.length === 0 ? ['groups'] : path.length === 2 ? ['name', 'speaker', 'any'] : ['zh', 'en']);

/** Where the value stands, or the nearest thing around it. */
function offsetOf(document: ReturnType<typeof parseDocument>, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (node !== null && typeof node === 'object' && 'range' in node && Array.isArray(node.range)) return Number(node.range[0]);
  }
  return 0;
}

function at(file: string, lines: LineCounter, offset: number): string {
  const { line, col } = lines.linePos(offset);
  return `${file}:${Math.max(1, line)}:${Math.max(1, col)}`;
}
