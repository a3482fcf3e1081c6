import type { Draft } from './draft.ts';

export interface Unsaved {
  readonly draft: Draft;
  /** Of the review that the draft was begun with. */
  readonly revision: number;
}

/** Drafts whose page was left before they were saved, for as long as the tab is open. */
export class UnsavedDrafts {
  readonly #kept = new Map<string, Unsaved>();
  readonly #leaving = new Map<string, Promise<unknown>>();

  /** The page is left while its last save is under way. */
  leave(call: string, saving: Promise<boolean>, draft: () => Unsaved | undefined): void {
    const done = saving.then((saved) => {
      const left = saved ? undefined : draft();
      if (left) this.#kept.set(call, left);
      if (this.#leaving.get(call) === done) this.#leaving.delete(call);
    });
    this.#leaving.set(call, done);
  }

  /** Resolves when nothing more is on its way to the server: only then a review is read as it will be. */
  settled(call: string): Promise<unknown> {
    return this.#leaving.get(call) ?? Promise.resolve();
  }

  take(call: string): Unsaved | undefined {
    const found = this.#kept.get(call);
    this.#kept.delete(call);
    return found;
  }
}

export const unsavedDrafts = new UnsavedDrafts();
