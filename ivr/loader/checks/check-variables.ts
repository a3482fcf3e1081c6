import { partsOf } from '../../expression/tree.ts';
import { NAMES } from '../../expression/known-names.ts';
import { expressionsIn } from '../../expression/template.ts';
import { expressionsOf } from '../../language/expressions-of.ts';
import type { FlowNode } from '../../language/flow-schema.ts';
import type { FlowVariable } from '../../language/variables.ts';
import { didYouMean } from '../did-you-mean.ts';
import type { Draft } from '../draft.ts';
import type { Problem } from '../problem.ts';
import type { KeyPath } from '../yaml-source.ts';
import { secretsIn } from './check-expressions.ts';

const WORDS = ['true', 'false', 'and', 'or', 'not', 'in', 'caller', 'call', 'customer', ...Object.keys(NAMES)];

/** Variables as they are declared. */
export function checkDeclarations({ variables, nodes, names }: Draft): Problem[] {
  const read = new Set([...nodes.values()].flatMap(variablesIn));
  return Object.entries(variables).flatMap(([name, variable]): Problem[] => {
    const path = ['variables', name];
    if (WORDS.includes(name)) return [{ path, at: 'key', text: 'is a word of the language; choose another name' }];
    if (variable.default !== undefined && !fits(variable.default, variable.type)) {
      return [{ path: [...path, 'default'], text: `must be a ${variable.type}${variable.type === 'date' ? ' such as 2026-10-01' : ''}` }];
    }
    // Whether it is used is known only when all nodes could be read.
    return read.has(name) || nodes.size < names.length ? [] : [{ path, at: 'key', text: 'is not used by any node', warning: true }];
  });
}

function fits(value: string | number | boolean, type: FlowVariable['type']): boolean {
  return type === 'date' ? typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) : typeof value === (type === 'text' ? 'string' : type);
}

/** Variables a node reads or fills. */
function variablesIn(node: FlowNode): string[] {
  const trees = expressionsOf(node).flatMap(({ written }) => ('parts' in written ? expressionsIn(written).map(({ tree }) => tree) : [written.tree]));
  const names = trees.flatMap(partsOf).flatMap((part) => (part.kind === 'name' ? [part.name] : []));
  return [...names, ...filled(node).map(({ name }) => name)];
}

/** Variables a node fills, with the types that will do. */
function filled(node: FlowNode): { name: string; path: KeyPath; types?: readonly FlowVariable['type'][]; at?: 'key' }[] {
  switch (node.type) {
    case 'gather':
      return [{ name: node.into, path: ['into'], types: ENTRY_TYPES[node.is] }];
    case 'survey':
      return node.into === undefined ? [] : [{ name: node.into, path: ['into'], types: ['number'] }];
    case 'ticket':
      return node.into === undefined ? [] : [{ name: node.into, path: ['into'], types: ['text'] }];
    case 'set':
      return Object.keys(node.values).map((name) => ({ name, path: ['values', name], at: 'key' }));
    case 'http':
    case 'call':
      return Object.keys(node.take).map((name) => ({ name, path: ['take', name], at: 'key' }));
    default:
      return [];
  }
}

const ENTRY_TYPES = {
  digits: ['text', 'number'],
  card: ['text'],
  phone: ['text'],
  date: ['date', 'text'],
  amount: ['number', 'text'],
} as const;

/** Variables a node fills that do not exist, have another type, or would make a secret public. */
export function checkFilled(node: FlowNode, { variables }: Draft): Problem[] {
  const wrong = filled(node).flatMap(({ name, path, types, at }): Problem[] => {
    const variable = variables[name];
    if (!variable) return [{ path, ...(at ? { at } : {}), text: `there is no variable “${name}”;${didYouMean(name, Object.keys(variables), 'variables')}` }];
    if (types && !types.includes(variable.type)) return [{ path, text: `“${name}” is a ${variable.type}; here it must be a ${types.join(' or ')}` }];
    return [];
  });
  return [...wrong, ...longNumber(node, variables), ...openCard(node, variables), ...leaks(node, variables)];
}

function openCard(node: FlowNode, variables: Draft['variables']): Problem[] {
  if (node.type !== 'gather' || node.is !== 'card' || !variables[node.into] || variables[node.into]?.secret) return [];
  return [{ path: ['into'], text: `“${node.into}” takes a card number, which will stand in the timeline: make it secret`, warning: true }];
}

function longNumber(node: FlowNode, variables: Draft['variables']): Problem[] {
  if (node.type !== 'gather' || node.is !== 'digits' || node.max <= 15 || variables[node.into]?.type !== 'number') return [];
  return [{ path: ['max'], at: 'value', text: `a number keeps 15 digits at most, and no zeros at its begin: make “${node.into}” a text` }];
}

function leaks(node: FlowNode, variables: Draft['variables']): Problem[] {
  if (node.type !== 'set') return [];
  return Object.entries(node.values).flatMap(([name, { tree }]) => {
    const [secret] = secretsIn(tree, variables);
    if (secret === undefined || !variables[name] || variables[name].secret) return [];
    return [{ path: ['values', name], text: `“${secret}” is secret; make “${name}” secret too` }];
  });
}
