import { FUNCTIONS, NAMES, QUEUE_MEMBERS, type Signature } from './known-names.ts';
import { readPattern } from './safe-pattern.ts';
import type { ExpressionMistake, Tree, ValueType } from './tree.ts';

/** Variables of a flow by name. */
export type VariableTypes = Readonly<Record<string, { readonly type: ValueType; readonly secret: boolean }>>;

/** The type of an expression, or undefined, and what is wrong in it. Types of what is wrong are not told twice. */
export interface Judged {
  readonly type: ValueType | undefined;
  readonly mistakes: readonly ExpressionMistake[];
}

const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

export function checkTypes(tree: Tree, variables: VariableTypes): Judged {
  const mistakes: ExpressionMistake[] = [];
  const wrong = (at: number, text: string): undefined => void mistakes.push({ at, text });
  // Each part is judged once: its type is asked for several times, and parts lie in parts.
  const judged = new Map<Tree, ValueType | undefined>();
  const inside: Inside = (part) => {
    if (!judged.has(part)) judged.set(part, typeOf(part, variables, inside, wrong));
    return judged.get(part);
  };
  return { type: inside(tree), mistakes };
}

type Wrong = (at: number, text: string) => undefined;

function typeOf(tree: Tree, variables: VariableTypes, inside: Inside, wrong: Wrong): ValueType | undefined {
  const need = (part: Tree, type: ValueType, where: string): void => {
    const given = inside(part);
    if (given !== undefined && given !== type && !readsAs(part, type)) wrong(part.at, `${where} needs a ${type}, this is a ${given}`);
  };
  switch (tree.kind) {
    case 'literal':
      return typeof tree.value === 'string' ? 'text' : typeof tree.value === 'number' ? 'number' : 'boolean';
    case 'name':
      return nameType(tree.name, variables) ?? wrong(tree.at, unknownName(tree.name, variables));
    case 'call':
      return callType(tree, inside, need, wrong);
    case 'list':
      for (const item of tree.items) inside(item);
      return wrong(tree.at, 'a list can only stand behind “in”');
    case 'not':
      need(tree.of, 'boolean', '“not”');
      return 'boolean';
    case 'minus':
      need(tree.of, 'number', '“-”');
      return 'number';
    case 'binary':
      return binaryType(tree, inside, need, wrong);
  }
}

function nameType(name: string, variables: VariableTypes): ValueType | undefined {
  if (Object.hasOwn(variables, name)) return variables[name]?.type;
  return Object.hasOwn(NAMES, name) ? NAMES[name] : undefined;
}

function unknownName(name: string, variables: VariableTypes): string {
  if (Object.hasOwn(FUNCTIONS, name)) return `“${name}” needs arguments, such as ${FUNCTIONS[name]?.example ?? ''}`;
  const own = Object.keys(variables);
  return `there is no variable “${name}”; variables: ${own.length > 0 ? own.join(', ') : 'none'}; always there: ${Object.keys(NAMES).join(', ')}`;
}

type Call = Extract<Tree, { kind: 'call' }>;
type Inside = (part: Tree) => ValueType | undefined;
type Need = (part: Tree, type: ValueType, where: string) => void;

function callType(call: Call, inside: Inside, need: Need, wrong: Wrong): ValueType | undefined {
  const signature = Object.hasOwn(FUNCTIONS, call.name) ? FUNCTIONS[call.name] : undefined;
  if (!signature) return wrong(call.at, `there is no function “${call.name}”; functions: ${Object.keys(FUNCTIONS).join(', ')}`);
  const { takes, more, gives, example } = signature;
  if (call.args.length < takes.length || (!more && call.args.length > takes.length)) return wrong(call.at, `must look like ${example}`);
  for (const [i, arg] of call.args.entries()) argument(call, arg, takes[Math.min(i, takes.length - 1)] ?? 'any', signature, inside, need, wrong);
  if (call.name !== 'queue') return call.member === undefined ? gives : wrong(call.at, `must look like ${example}`);
  if (QUEUE_MEMBERS.some((one) => one === call.member)) return gives;
  return wrong(call.at, `must ask one thing about the queue, such as ${example}; allowed: ${QUEUE_MEMBERS.join(', ')}`);
}

function argument(call: Call, arg: Tree, kind: Signature['takes'][number], { example }: Signature, inside: Inside, need: Need, wrong: Wrong): void {
  if (kind === 'any') return void inside(arg);
  if (kind !== 'literal') return need(arg, kind, `${call.name}(…)`);
  if (arg.kind !== 'literal' || typeof arg.value !== 'string') return wrong(arg.at, `must be a text in quotes, such as ${example}`);
  const pattern = call.name === 'matches' ? readPattern(arg.value) : undefined;
  if (typeof pattern === 'string') wrong(arg.at, pattern);
}

type Binary = Extract<Tree, { kind: 'binary' }>;

function binaryType(tree: Binary, inside: Inside, need: Need, wrong: Wrong): ValueType | undefined {
  const { operator, left, right, at } = tree;
  switch (operator) {
    case 'and':
    case 'or':
      need(left, 'boolean', `“${operator}”`);
      need(right, 'boolean', `“${operator}”`);
      return 'boolean';
    case 'in':
    case 'not in':
      if (right.kind !== 'list') wrong(right.at, `behind “${operator}” stands a list, such as ['gold', 'silver']`);
      else for (const item of right.items) sameType(left, item, inside, wrong, item.at);
      if (right.kind === 'list' && right.items.length === 0) inside(left);
      return 'boolean';
    case '==':
    case '!=':
      sameType(left, right, inside, wrong, at);
      return 'boolean';
    case '<':
    case '<=':
    case '>':
    case '>=': {
      const type = sameType(left, right, inside, wrong, at);
      if (type === 'text' || type === 'boolean') wrong(at, `“${operator}” compares numbers, dates and times, not ${type}; number(…) makes a number of a text`);
      return 'boolean';
    }
    case '+':
      if (inside(left) === 'text') {
        need(right, 'text', '“+” after a text');
        return 'text';
      }
      need(left, 'number', '“+”');
      need(right, 'number', '“+”');
      return 'number';
    default:
      need(left, 'number', `“${operator}”`);
      need(right, 'number', `“${operator}”`);
      return 'number';
  }
}

/** Both sides have one type; a text in quotes may be a date or a time beside one. */
function sameType(left: Tree, right: Tree, inside: Inside, wrong: Wrong, at: number): ValueType | undefined {
  const [a, b] = [inside(left), inside(right)];
  if (a === undefined || b === undefined || a === b) return a ?? b;
  if (readsAs(right, a)) return a;
  if (readsAs(left, b)) return b;
  const special = [a, b].find((type) => type === 'date' || type === 'time');
  const how = special && [a, b].includes('text') ? `; write a ${special} as ${special === 'date' ? "'2026-10-01'" : "'09:30'"}` : '';
  return wrong(at, `a ${a} cannot be compared with a ${b}${how}`);
}

/** Is this a text in quotes that says a date or a time? */
export function readsAs(tree: Tree, type: ValueType): boolean {
  if (tree.kind !== 'literal' || typeof tree.value !== 'string') return false;
  return type === 'date' ? DATE.test(tree.value) : type === 'time' ? TIME.test(tree.value) : false;
}
