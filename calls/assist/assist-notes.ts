import type { DeskAssist, ScriptStep } from '#contract';
import type { EpochMillis } from '#core';

type BothTexts = ScriptStep['text'];

/** What rules asked of the agents of one call so far, and whether an agent asked for help. Steps and tags stay over a transfer. */
export class AssistNotes {
  readonly #tags = new Set<string>();
  #steps: readonly ScriptStep[] = [];
  #help: { readonly at: EpochMillis; readonly seenBy?: string } | undefined;

  get tags(): readonly string[] {
    return [...this.#tags];
  }

  /** False when the call has it. */
  tag(tag: string): boolean {
    if (this.#tags.has(tag)) return false;
    this.#tags.add(tag);
    return true;
  }

  /** Undefined when the same step still waits to be done. */
  addStep(rule: string, text: BothTexts, at: EpochMillis): ScriptStep | undefined {
    if (this.#steps.some((step) => step.rule === rule && step.done === undefined && step.text.zh === text.zh && step.text.en === text.en)) return undefined;
    const step = { id: String(this.#steps.length + 1), rule, text, at };
    this.#steps = [...this.#steps, step];
    return step;
  }

  /** Ticks a step or takes the tick back; undefined when there is no such step. */
  tick(id: string, done: ScriptStep['done']): ScriptStep | undefined {
    const found = this.#steps.find((step) => step.id === id);
    if (!found) return undefined;
    const { done: _, ...open } = found;
    const step = done ? { ...open, done } : open;
    this.#steps = this.#steps.map((one) => (one.id === id ? step : one));
    return step;
  }

  /** Steps that still wait to be done. */
  get waiting(): readonly ScriptStep[] {
    return this.#steps.filter(({ done }) => done === undefined);
  }

  /** False while a request of before waits to be seen. */
  askForHelp(at: EpochMillis): boolean {
    if (this.#help && this.#help.seenBy === undefined) return false;
    this.#help = { at };
    return true;
  }

  /** A supervisor took notice. */
  helpSeen(by: string): boolean {
    if (!this.#help || this.#help.seenBy !== undefined) return false;
    this.#help = { ...this.#help, seenBy: by };
    return true;
  }

  /** Undefined while there is nothing to show. */
  get shown(): DeskAssist | undefined {
    if (this.#steps.length === 0 && this.#tags.size === 0 && !this.#help) return undefined;
    return { steps: this.#steps, tags: this.tags, ...(this.#help ? { help: this.#help } : {}) };
  }
}
