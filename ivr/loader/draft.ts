import type { Language } from '#core';
import type { Calendar } from '../hours/calendar.ts';
import type { Flow, FlowNode } from '../language/flow-schema.ts';
import type { FlowVariable } from '../language/variables.ts';

/** A flow on its way in: the nodes whose shape is right, and the names of all. */
export interface Draft {
  /** Undefined when the file does not say it readably. */
  readonly start: string | undefined;
  readonly language: Language;
  readonly languageSkills: Readonly<Partial<Record<Language, string | undefined>>>;
  readonly variables: Readonly<Record<string, FlowVariable>>;
  /** Name → what could be read of it; undefined when that has mistakes of its own. */
  readonly flows: Readonly<Record<string, Flow | undefined>>;
  readonly calendars: Readonly<Record<string, Calendar | undefined>>;
  readonly nodes: ReadonlyMap<string, FlowNode>;
  /** In the order of the file, also those whose shape is wrong. */
  readonly names: readonly string[];
  /** Languages callers can have at the start. */
  readonly spoken: readonly Language[];
  readonly isSubFlow: boolean;
}

/** What a ticket of a kind asks for. */
export interface FlowTicketTemplate {
  readonly id: string;
  readonly fields: readonly {
    readonly id: string;
    readonly type: 'text' | 'number' | 'choice' | 'date' | 'yes-no';
    readonly required: boolean;
    readonly options?: readonly { readonly id: string }[];
    /** The call fills it in by itself. */
    readonly byCall?: string;
  }[];
}

/** What the configuration around a flow offers. */
export interface FlowSurroundings {
  readonly queues: readonly string[];
  readonly skills: readonly string[];
  /** Of opening hours that name none; default UTC. */
  readonly timeZone?: string;
  /** Is there a sound of this name for callers of this language (its own, or one for all languages)? */
  promptExists(name: string, language: Language): boolean;
  /** The text of a file that a flow names, its path seen as the flow's own is; undefined when it cannot be read. Without it flows are one file. */
  readFile?(path: string): string | undefined;
  /** Is there text-to-speech for this language? Default: not checked. */
  canSay?(language: Language): boolean;
  /** Names of agents, and of hooks of the configuration; not checked without. */
  readonly agents?: readonly string[];
  readonly hooks?: readonly string[];
  /** Templates of tickets; not checked without. */
  readonly tickets?: readonly FlowTicketTemplate[];
  /** Could any agent of the configuration ever take a caller of this queue with these skills (skill → least level)? Not checked without. */
  canServe?(queue: string, skills: Readonly<Record<string, number>>): boolean;
  /** `YYYY-MM-DD`: calendars that end before long are warned of. */
  readonly today?: string;
  /** The file is a sub-flow read for itself: it may return, and callers may have any language. */
  readonly subFlow?: boolean;
}
