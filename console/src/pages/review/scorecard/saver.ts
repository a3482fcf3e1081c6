import type { Review } from '#contract';
import { ApiFault, messageOf } from '../../../api/fault.ts';
import { createStore } from '../../../parts/store.ts';
import { type Draft, draftOf } from './draft.ts';
import type { UnsavedDrafts } from './unsaved.ts';

/** Typing is saved when it pauses for so long. */
const PAUSE_MS = 800;
/** What could not be saved is tried again, until it is. */
const AGAIN_MS = 5_000;

export type SavingState =
  | { readonly kind: 'saved' | 'saving' | 'unsaved' | 'changed' }
  | { readonly kind: 'failed'; readonly why: string };

export interface SaverOutside {
  readonly unsaved: UnsavedDrafts;
  save(callId: string, body: Draft & { readonly revision: number }): Promise<Review>;
  publish(callId: string, revision: number): Promise<Review>;
  /** The review as the server has it now. */
  took(review: Review): void;
  /** Runs later; returns what calls it off. */
  after(ms: number, run: () => void): () => void;
}

/**
 * The draft of a review, saved by itself, one save at a time; each names the revision it began with.
 *
 *   saved ──change──▶ unsaved ──pause──▶ saving ──▶ saved
 *                        ▲                 ├──no answer──▶ failed (again in 5 s)
 *                        └─────change──────┴──somebody was faster──▶ changed (stands until it is loaded again)
 */
export class Saver {
  readonly draft: ReturnType<typeof createStore<Draft>>;
  readonly state: ReturnType<typeof createStore<SavingState>>;
  readonly #callId: string;
  readonly #outside: SaverOutside;
  #revision: number;
  /** Something is not on the server, or not known to be there. */
  #dirty = false;
  #sending = false;
  #conflict = false;
  #shown = false;
  #calledOff = (): void => {};
  #saving: Promise<boolean> = Promise.resolve(true);

  constructor(callId: string, review: Review, outside: SaverOutside) {
    this.#callId = callId;
    this.#outside = outside;
    this.#revision = review.revision;
    const left = outside.unsaved.take(callId);
    this.#dirty = left !== undefined;
    this.#conflict = left !== undefined && left.revision !== review.revision;
    this.draft = createStore<Draft>(left?.draft ?? draftOf(review));
    this.state = createStore<SavingState>({ kind: this.#conflict ? 'changed' : this.#dirty ? 'unsaved' : 'saved' });
  }

  /** Leaving the page now would lose something. */
  get unsaved(): boolean {
    return this.#dirty || this.#sending;
  }

  show(): void {
    this.#shown = true;
    if (this.#dirty) void this.flush();
  }

  /** The page is left for another one of ours: what cannot be saved is kept for its return. */
  leave(): void {
    this.#shown = false;
    this.#outside.unsaved.leave(this.#callId, this.flush(), () => (this.#conflict ? undefined : { draft: this.draft.get(), revision: this.#revision }));
  }

  change(how: (draft: Draft) => Draft): void {
    const next = how(this.draft.get());
    if (next === this.draft.get()) return;
    this.#dirty = true;
    this.draft.set(next);
    if (!this.#conflict) this.state.set({ kind: 'unsaved' });
    this.#later(PAUSE_MS);
  }

  /** Saves what is not saved yet; false when it could not. */
  flush(): Promise<boolean> {
    this.#calledOff();
    this.#saving = this.#saving.then(() => this.#save());
    return this.#saving;
  }

  /** False when it was not published, which the state then tells. */
  async publish(): Promise<boolean> {
    // What the rules answered is no review until it is saved once.
    if (this.#revision === 0) this.#dirty = true;
    if (!(await this.flush())) return false;
    try {
      this.#took(await this.#outside.publish(this.#callId, this.#revision));
      return true;
    } catch (error) {
      if (!isConflict(error)) throw error;
      this.#overtaken();
      return false;
    }
  }

  async #save(): Promise<boolean> {
    // Somebody else's review stands until it is loaded again.
    if (this.#conflict) return false;
    if (!this.#dirty) return true;
    this.#dirty = false;
    this.#sending = true;
    this.state.set({ kind: 'saving' });
    try {
      this.#took(await this.#outside.save(this.#callId, { revision: this.#revision, ...this.draft.get() }));
      this.state.set({ kind: this.#dirty ? 'unsaved' : 'saved' });
      return true;
    } catch (error) {
      this.#dirty = true;
      if (isConflict(error)) this.#overtaken();
      else this.#failed(error);
      return false;
    } finally {
      this.#sending = false;
    }
  }

  #took(review: Review): void {
    this.#revision = review.revision;
    this.#outside.took(review);
  }

  #overtaken(): void {
    this.#conflict = true;
    this.state.set({ kind: 'changed' });
  }

  #failed(error: unknown): void {
    this.state.set({ kind: 'failed', why: messageOf(error) });
    if (this.#shown && isPassing(error)) this.#later(AGAIN_MS);
  }

  #later(ms: number): void {
    this.#calledOff();
    this.#calledOff = this.#outside.after(ms, () => void this.flush());
  }
}

const isConflict = (error: unknown): boolean => error instanceof ApiFault && error.code === 'qa.review-changed';
/** No answer, signed out, too many requests, a server in trouble: the same save may do later. */
const isPassing = (error: unknown): boolean => error instanceof ApiFault && (error.status === 0 || error.status === 401 || error.status === 429 || error.status >= 500);
