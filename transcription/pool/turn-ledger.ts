import { SAMPLE_RATE, type Samples } from '#core';

/** A piece of work for a recogniser: audio of a turn, or the turn's end. */
export type Work =
  | { readonly kind: 'audio'; readonly turn: number; readonly at: Samples; readonly pcm: Int16Array; readonly voiced: boolean }
  | { readonly kind: 'finish'; readonly turn: number };

interface Entry {
  work: Work;
  /** How many recognisers died on it. */
  deaths: number;
}

/** What became of the piece a recogniser died on. */
export type Verdict =
  | { readonly kind: 'repeat' }
  | { readonly kind: 'muted' }
  | { readonly kind: 'abandoned'; readonly turn: number };

/** Audio kept since the last final: the longest turn (40 s) and what piles up while a recogniser is replaced. */
const KEPT: Samples = 60 * SAMPLE_RATE;
/** Pieces on their way to the recogniser (2 s): keeps its pipe busy and shares a process fairly between speakers. */
const IN_FLIGHT = 20;
/** Two deaths on the same piece may be chance (somebody kills processes), three are not. */
const FATAL_DEATHS = 3;

/**
 * The work of one stream since its last final word, in order; a new recogniser is given all of it again.
 *
 *     handled ...│ in flight ...│ waiting ...
 *     ───────────┴──────────────┴────────────▶ newest
 */
export class TurnLedger {
  #entries: Entry[] = [];
  #sent = 0;
  #handled = 0;
  /** Pieces sent before a replacement and not yet handled again. */
  #repeating = 0;

  /** Adds work; returns how much waiting audio had to go to keep the bound: the oldest silence first. */
  add(work: Work): Samples {
    this.#entries.push({ work, deaths: 0 });
    let dropped = 0;
    while (this.#samples(0) > KEPT) {
      const index = this.#leastMissed();
      if (index < 0) break;
      dropped += lengthOf(this.#entries[index]);
      this.#entries.splice(index, 1);
    }
    return dropped;
  }

  /** The next piece to send, if the recogniser may have more now. */
  take(): Work | undefined {
    if (this.#sent - this.#handled >= IN_FLIGHT) return undefined;
    const entry = this.#entries[this.#sent];
    if (entry) this.#sent += 1;
    return entry?.work;
  }

  /** The oldest piece in flight is done. */
  handled(): void {
    this.#handled = Math.min(this.#handled + 1, this.#sent);
    this.#repeating = Math.max(0, this.#repeating - 1);
  }

  /** The final words of `turn` came: its audio is not needed any more. False when they had come before. */
  settle(turn: number): boolean {
    const count = this.#entries.filter((entry) => entry.work.turn <= turn).length;
    if (count === 0) return false;
    this.#entries.splice(0, count);
    this.#repeating = Math.max(0, this.#repeating - Math.max(0, count - this.#handled));
    this.#sent = Math.max(0, this.#sent - count);
    this.#handled = Math.max(0, this.#handled - count);
    return true;
  }

  /** The recogniser is lost: everything is to be sent again. `blamed`: it died on the oldest piece in flight. */
  rewind(blamed: boolean): Verdict {
    const suspect = blamed ? this.#entries[this.#handled] : undefined;
    this.#repeating = Math.max(this.#repeating + this.#handled, this.#sent);
    this.#sent = 0;
    this.#handled = 0;
    if (!suspect) return { kind: 'repeat' };
    suspect.deaths += 1;
    if (suspect.deaths < FATAL_DEATHS) return { kind: 'repeat' };
    if (suspect.work.kind === 'finish') return { kind: 'abandoned', turn: suspect.work.turn };
    suspect.work = { ...suspect.work, pcm: new Int16Array(suspect.work.pcm.length), voiced: false };
    suspect.deaths = 0;
    return { kind: 'muted' };
  }

  /** A replacement has not yet caught up: what it hears was shown before. */
  get repeating(): boolean {
    return this.#repeating > 0;
  }

  /** Audio not handled yet. */
  get pending(): Samples {
    return this.#samples(this.#handled);
  }

  /** Turns without final words, oldest first. */
  get openTurns(): readonly number[] {
    return [...new Set(this.#entries.map((entry) => entry.work.turn))];
  }

  #samples(from: number): Samples {
    let total = 0;
    for (let i = from; i < this.#entries.length; i++) total += lengthOf(this.#entries[i]);
    return total;
  }

  /** The oldest waiting silence, else the oldest waiting speech. */
  #leastMissed(): number {
    const waiting = (voiced: boolean) =>
      this.#entries.findIndex(({ work }, index) => index >= this.#sent && work.kind === 'audio' && work.voiced === voiced);
    const silence = waiting(false);
    return silence >= 0 ? silence : waiting(true);
  }
}

function lengthOf(entry: Entry | undefined): Samples {
  return entry?.work.kind === 'audio' ? entry.work.pcm.length : 0;
}
