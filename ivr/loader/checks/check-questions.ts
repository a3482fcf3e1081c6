import type { Language } from '#core';
import type { FlowNode, NodeOf } from '../../language/flow-schema.ts';
import type { Problem } from '../problem.ts';

/** Lists, keys and limits of a question that do not fit each other. */
export function checkQuestion(node: FlowNode, languages: ReadonlySet<Language>): Problem[] {
  switch (node.type) {
    case 'menu':
    case 'language':
      return [...wrongTries(node), ...wrongWords(node, languages)];
    case 'survey':
      return [...wrongTries(node), ...(node.from > node.to ? [{ path: ['to'], text: `must not be less than from (${node.from})` }] : [])];
    case 'gather':
      return [...wrongTries(node), ...wrongLimits(node)];
    case 'http':
      return wrongAddress(node);
    default:
      return [];
  }
}

type Asking = NodeOf<'menu'> | NodeOf<'language'> | NodeOf<'survey'> | NodeOf<'gather'>;

function wrongTries(node: Asking): Problem[] {
  return (['noInput', 'noMatch'] as const)
    .filter((key) => node[key].length !== 0 && node[key].length !== node.maxTries)
    .map((key) => ({
      path: [key],
      at: 'key',
      text: `must have one entry for each of the ${node.maxTries} tries (maxTries), not ${node[key].length}`,
    }));
}

function wrongWords({ type, speech, choices }: NodeOf<'menu'> | NodeOf<'language'>, languages: ReadonlySet<Language>): Problem[] {
  if (!speech) return [];
  const keys = Object.keys(choices);
  const unknown = Object.keys(speech.words)
    .filter((key) => !keys.includes(key))
    .map((key): Problem => ({ path: ['speech', 'words', key], at: 'key', text: `is no choice of this node; choices: ${keys.join(', ')}` }));
  // At a language node the names of the languages count without being listed.
  const silent = (type === 'language' ? [] : (speech.languages ?? [...languages]))
    .filter((language) => !Object.values(speech.words).some((words) => words?.[language] !== undefined))
    .map((language): Problem => ({ path: ['speech', 'words'], at: 'key', text: `has no words in ${language}: these callers can only press or say keys`, warning: true }));
  return [...unknown, ...silent];
}

function wrongLimits(node: NodeOf<'gather'>): Problem[] {
  const { min, max, is, terminator } = node;
  const problems: Problem[] = [];
  if (min > max) problems.push({ path: ['min'], text: `must not be more than max (${max})` });
  if (is === 'date' && (min > 8 || max < 8)) problems.push({ path: ['is'], text: 'a date has 8 digits (YYYYMMDD): min and max must allow them' });
  if (is === 'amount' && terminator === '*') problems.push({ path: ['terminator'], text: 'must not be * in an amount, where * is the point' });
  return problems;
}

/** An address that begins with something from outside could lead anywhere. */
function wrongAddress({ url }: NodeOf<'http'>): Problem[] {
  const [first] = url.parts;
  if (typeof first === 'string' && /^https?:\/\/[^/?#\s]+([/?#]|$)/.test(first) && (url.parts.length === 1 || /^https?:\/\/[^/?#]+[/?#]/.test(first))) return [];
  return [{ path: ['url'], text: 'must begin with http:// or https:// and the name of the other system, written out, before any {…}' }];
}
