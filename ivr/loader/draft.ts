import type { Language } from '#core';
import type { FlowNode } from '../language/flow-schema.ts';

/** A flow on its way in: the nodes whose shape is right, and the names of all. */
export interface Draft {
  /** Undefined when the file does not say it readably. */
  readonly start: string | undefined;
  readonly language: Language;
  readonly languageSkills: Readonly<Partial<Record<Language, string | undefined>>>;
  readonly nodes: ReadonlyMap<string, FlowNode>;
  /** In the order of the file, also those whose shape is wrong. */
  readonly names: readonly string[];
}

/** What the configuration around a flow offers. */
export interface FlowSurroundings {
  readonly queues: readonly string[];
  readonly skills: readonly string[];
  /** Of opening hours that name none; default UTC. */
  readonly timeZone?: string;
  /** Is there a sound of this name for callers of this language (its own, or one for all languages)? */
  promptExists(name: string, language: Language): boolean;
}
