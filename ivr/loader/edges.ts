import type { Language } from '#core';
import type { FlowNode } from '../language/flow-schema.ts';
import type { KeyPath } from './yaml-source.ts';

/** One way out of a node. */
export interface Edge {
  readonly to: string;
  /** The key inside the node that names the target. */
  readonly path: KeyPath;
  /** True when a caller who presses nothing can go this way again and again. */
  readonly silent: boolean;
  /** The language everybody has after this way. */
  readonly language?: Language;
}

/** All ways out of a node; none for the ends of a flow. */
export function edgesOf(node: FlowNode): readonly Edge[] {
  switch (node.type) {
    case 'play':
    case 'say':
    case 'goto':
    case 'hook':
    case 'survey':
      return [always(node, 'next')];
    case 'set':
      return [node.language ? { ...always(node, 'next'), language: node.language } : always(node, 'next')];
    case 'hours':
      return [always(node, 'open'), always(node, 'closed')];
    case 'branch':
      return [...node.when.map(({ next }, i) => ({ to: next, path: ['when', i, 'next'], silent: true })), always(node, 'else')];
    case 'menu':
      return [...Object.entries(node.choices).map(([key, to]) => ({ to, path: ['choices', key], silent: false })), always(node, 'giveUp')];
    case 'language':
      return [
        ...Object.entries(node.choices).map(([key, { next, language }]) => ({ to: next, path: ['choices', key, 'next'], silent: false, language })),
        always(node, 'giveUp'),
      ];
    case 'gather':
      return [{ to: node.next, path: ['next'], silent: false }, always(node, 'giveUp')];
    case 'http':
      return [always(node, 'next'), ...named(node.statuses, 'statuses'), always(node, 'failed')];
    case 'customer':
      return some(node, 'found', 'unknown', 'failed');
    case 'voicemail':
      return some(node, 'next', 'empty', 'failed');
    case 'callback':
      return some(node, 'next', 'refused', 'failed');
    case 'ticket':
      return some(node, 'next', 'failed');
    case 'transfer':
      return some(node, 'answered', 'busy', 'noAnswer', 'failed');
    case 'call':
      return named(node.returns, 'returns');
    case 'queue':
      return [
        ...named(node.outcomes ?? {}, 'outcomes'),
        ...named(node.keys ?? {}, 'keys').map((edge) => ({ ...edge, silent: false })),
        // An offer is made once in a call: the way back to the queue is no circle.
        ...(node.after ?? []).map(({ next }, i) => ({ to: next, path: ['after', i, 'next'], silent: false })),
      ];
    case 'return':
    case 'hangup':
      return [];
  }
}

const always = <K extends string>(node: Readonly<Record<K, string>>, key: K): Edge => ({ to: node[key], path: [key], silent: true });

function some<K extends string>(node: Readonly<Partial<Record<K, string | undefined>>>, ...keys: readonly K[]): Edge[] {
  return keys.flatMap((key) => {
    const to = node[key];
    return to === undefined ? [] : [{ to, path: [key], silent: true }];
  });
}

function named(ways: Readonly<Partial<Record<string, string | undefined>>>, key: string): Edge[] {
  return Object.entries(ways).flatMap(([name, to]) => (to === undefined ? [] : [{ to, path: [key, name], silent: true }]));
}
