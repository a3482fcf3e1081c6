import type { Language } from '#core';

/** Where the words of a stream may come from. */
export interface Target {
  /** Id of an engine. */
  readonly engine: string;
  /** By name; undefined = what the engine takes for the language. */
  readonly model?: string;
}

interface Wanting<S> {
  readonly language: Language;
  /** Best first. */
  readonly targets: readonly Target[];
  avoids(slot: S): boolean;
}

interface Able {
  readonly engine: string;
  readonly load: number;
  modelFor(language: Language, model: string | undefined): string | undefined;
}

/** Of the first target that somebody can serve now, the least loaded recogniser; undefined when nobody can. */
export function choosePlace<S extends Able>(stream: Wanting<S>, slots: readonly S[]): { slot: S; model: string } | undefined {
  for (const target of stream.targets) {
    let best: { slot: S; model: string } | undefined;
    for (const slot of slots) {
      if (slot.engine !== target.engine || stream.avoids(slot)) continue;
      const model = slot.modelFor(stream.language, target.model);
      if (model !== undefined && (!best || slot.load < best.slot.load)) best = { slot, model };
    }
    if (best) return best;
  }
  return undefined;
}
