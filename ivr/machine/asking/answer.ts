import type { NodeOf } from '../../language/flow-schema.ts';
import { type Draw, note } from '../draw.ts';
import type { AskingNode, ConfirmNode, FlowState, Tries } from '../flow-state.ts';
import { expectTerminator } from '../typed-keys.ts';
import { entryOf } from './entries.ts';
import { secretAnswer } from './listen.ts';

/** What a key, or the silence after digits (`over`), makes of a question. */
export type Answer =
  | { readonly kind: 'go'; readonly state: FlowState; readonly to: string }
  /** Digits so far; more may come. */
  | { readonly kind: 'more'; readonly digits: string }
  | { readonly kind: 'confirm'; readonly state: FlowState; readonly node: ConfirmNode }
  /** The caller called the entry wrong: it is asked for again. */
  | { readonly kind: 'again'; readonly node: NodeOf<'gather'>; readonly tries: Tries }
  | { readonly kind: 'no-match'; readonly state?: FlowState };

/** Judges a key at a question. The notes have no wrong key: it may be a part of a number typed by mistake. */
export function answer(draw: Draw, state: FlowState, node: AskingNode, digits: string, key: string): Answer {
  switch (node.type) {
    case 'menu':
    case 'language':
      return choose(draw, state, node, key);
    case 'survey':
      return mark(draw, state, node, key);
    case 'gather':
      return collect(draw, state, node, digits, key);
    case 'confirm':
      if (key === node.no) return { kind: 'again', node: node.gather, tries: node.before };
      if (key !== node.yes) return { kind: 'no-match' };
      note(draw, state, 'confirmed');
      return { kind: 'go', state, to: node.gather.next };
  }
}

function choose(draw: Draw, state: FlowState, node: NodeOf<'menu'> | NodeOf<'language'>, digit: string): Answer {
  const choice = Object.entries(node.choices).find(([key]) => key === digit)?.[1];
  if (choice === undefined) return { kind: 'no-match' };
  note(draw, state, 'choice', { digit });
  if (typeof choice === 'string') return { kind: 'go', state, to: choice };
  draw.emit({ type: 'language', language: choice.language });
  return { kind: 'go', state: { ...state, language: choice.language }, to: choice.next };
}

function mark(draw: Draw, state: FlowState, node: NodeOf<'survey'>, digit: string): Answer {
  const score = /^\d$/.test(digit) ? Number(digit) : Number.NaN;
  if (!(score >= node.from && score <= node.to)) return { kind: 'no-match' };
  note(draw, state, 'survey', { question: node.question, score, of: node.to });
  const variables = node.into === undefined ? state.variables : { ...state.variables, [node.into]: score };
  return { kind: 'go', state: { ...state, variables }, to: node.next };
}

/** `*` is the point of an amount, unless it ends the entry. */
function collect(draw: Draw, state: FlowState, node: NodeOf<'gather'>, digits: string, key: string): Answer {
  if (key === node.terminator || key === 'over') return complete(draw, state, node, digits);
  const allowed = /^\d$/.test(key) || (node.is === 'amount' && key === '*');
  if (!allowed) return { kind: 'no-match' };
  const all = digits + key;
  return all.length >= node.max ? wholeBy(draw, state, node, all) : { kind: 'more', digits: all };
}

/** The last possible digit: callers who were told to end by the terminator press it all the same. */
function wholeBy(draw: Draw, state: FlowState, node: NodeOf<'gather'>, digits: string): Answer {
  const { terminator, confirm, interDigitSeconds } = node;
  const means = terminator === 'none' || terminator === confirm?.yes || terminator === confirm?.no;
  const after = means ? state : expectTerminator(state, terminator, draw.now + interDigitSeconds * 1000);
  const found = complete(draw, after, node, digits);
  return found.kind === 'no-match' ? { kind: 'no-match', state: after } : found;
}

/** The entry is whole: fits or not. Also for spoken digits. */
export function complete(draw: Draw, state: FlowState, node: NodeOf<'gather'>, digits: string): Answer {
  const value = entryOf(node, digits, state.flow.variables[node.into]?.type ?? 'text');
  if (value === undefined) return { kind: 'no-match' };
  note(draw, state, 'gathered', { variable: node.into, length: digits.length, ...(secretAnswer(state, node) ? {} : { digits }) });
  const filled = { ...state, variables: { ...state.variables, [node.into]: value } };
  if (!node.confirm) return { kind: 'go', state: filled, to: node.next };
  return { kind: 'confirm', state: filled, node: confirming(node, node.confirm) };
}

function confirming(node: NodeOf<'gather'>, { prompts, yes, no }: NonNullable<NodeOf<'gather'>['confirm']>): ConfirmNode {
  const { firstDigitSeconds, maxTries, speech } = node;
  const before: Tries = { noInput: 0, noMatch: 0, refused: 0, unclear: 0 };
  return { type: 'confirm', gather: node, prompts, yes, no, firstDigitSeconds, maxTries, noInput: [], noMatch: [], bargeIn: true, speech, before };
}
