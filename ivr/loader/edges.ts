import type { Language } from '#core';
import type { FlowNode } from '../language/flow-schema.ts';
import type { KeyPath } from './yaml-source.ts';

/** One way out of a node. */
export interface Edge {
  readonly to: string;
  /** The key inside the node that names the target. */
  readonly path: KeyPath;
  /** True when a caller who presses nothing can go this way. */
  readonly silent: boolean;
  /** The language everybody has after this way. */
  readonly language?: Language;
}

/** All ways out of a node; none for the ends of a flow. */
export function edgesOf(node: FlowNode): readonly Edge[] {
  switch (node.type) {
    case 'play':
    case 'goto':
      return [{ to: node.next, path: ['next'], silent: true }];
    case 'hours':
      return [
        { to: node.open, path: ['open'], silent: true },
        { to: node.closed, path: ['closed'], silent: true },
      ];
    case 'menu':
      return [
        ...Object.entries(node.choices).map(([key, to]) => ({ to, path: ['choices', key], silent: false })),
        { to: node.giveUp, path: ['giveUp'], silent: true },
      ];
    case 'language':
      return [
        ...Object.entries(node.choices).map(([key, { next, language }]) => ({
          to: next,
          path: ['choices', key, 'next'],
          silent: false,
          language,
        })),
        { to: node.giveUp, path: ['giveUp'], silent: true },
      ];
    case 'queue':
    case 'hangup':
      return [];
  }
}
