import type { Requester, Ticket } from '../model.ts';
import { gramsOf, overlap, plainText, termsOf } from './terms.ts';
import { type TextIndex, idfOver } from './text-index.ts';

/** What is looked for: a ticket that is there, or one that is being written. */
export interface Sought {
  readonly subject: string;
  readonly text: string;
  readonly requester: Requester;
  readonly product?: string;
}

export interface Likeness {
  /** 0…1, of all that counts. */
  readonly score: number;
  /** 0…1, of the text alone. */
  readonly text: number;
  readonly sameCustomer: boolean;
  readonly sameProduct: boolean;
  /** So like that a person should look whether they are the same. */
  readonly duplicate: boolean;
}

/**
 * Found on generated tickets with planted duplicates (tickets/similar/testing, `npm run bench -- similar`). Tickets of a kind share most of their words, the case
 * is in the rare ones: identifiers, places, days. So rare terms count by a power of their idf.
 */
const TRIGRAMS = 0.1;
const CUSTOMER = 0.25;
const OTHER_PRODUCT = -0.15;
const DUPLICATE = 0.55;
const RARE_OF_CANDIDATES = 2.5;
const RARE = 4;

/** The subject counts as much as the text: it says in short what the ticket is about. */
export const textOf = ({ subject, text }: Pick<Sought, 'subject' | 'text'>): string => plainText(`${subject}\n${text}`);

export function productOf({ fields }: Pick<Ticket, 'fields'>): string | undefined {
  const product = fields['product'];
  return typeof product === 'string' && product !== '' ? plainText(product) : undefined;
}

/** Compares one text with many: its own terms and grams are made once. */
export class Comparison {
  readonly #sought: Sought;
  readonly #grams: ReadonlySet<string>;
  readonly #terms: ReadonlySet<string>;
  readonly #worth: (term: string) => number;
  readonly #size: number;
  readonly #product: string | undefined;
  /** What each term of it is worth in the search for candidates. */
  readonly weights: ReadonlyMap<string, number>;

  /** `known`: the sought text is in the indexes itself. */
  constructor(sought: Sought, indexes: readonly TextIndex[], known: boolean) {
    const plain = textOf(sought);
    const idf = idfOver(indexes);
    this.#sought = sought;
    this.#grams = gramsOf(plain);
    this.#terms = new Set(termsOf(plain));
    // A term that nobody else has tells nothing about others.
    const others = (term: string) => (idf.frequency(term) > (known ? 1 : 0) ? idf.of(term) : 0);
    this.#worth = (term) => others(term) ** RARE;
    this.#size = [...this.#terms].reduce((sum, term) => sum + this.#worth(term), 0);
    this.#product = sought.product === undefined ? undefined : plainText(sought.product);
    this.weights = new Map([...this.#terms].map((term) => [term, idf.isCommon(term) ? 0 : others(term) ** RARE_OF_CANDIDATES]));
  }

  with(ticket: Ticket): Likeness {
    const plain = textOf(ticket);
    const text = TRIGRAMS * overlap(this.#grams, gramsOf(plain)) + (1 - TRIGRAMS) * this.#cosine(plain);
    const [own, other] = [this.#product, productOf(ticket)];
    const sameCustomer = isSame(this.#sought.requester, ticket.requester);
    const differs = own !== undefined && other !== undefined && own !== other;
    const score = text + (sameCustomer ? CUSTOMER : 0) + (differs ? OTHER_PRODUCT : 0);
    return { score: clamped(score), text: clamped(text), sameCustomer, sameProduct: own !== undefined && own === other, duplicate: score >= DUPLICATE };
  }

  /** 0…1, by the worth of shared terms. */
  #cosine(plain: string): number {
    let [shared, size] = [0, 0];
    for (const term of new Set(termsOf(plain))) {
      const worth = this.#worth(term);
      size += worth;
      if (this.#terms.has(term)) shared += worth;
    }
    return size === 0 || this.#size === 0 ? 0 : shared / Math.sqrt(size * this.#size);
  }
}

const clamped = (value: number) => Math.round(Math.min(1, Math.max(0, value)) * 1_000) / 1_000;

function isSame(one: Requester, other: Requester): boolean {
  return (one.customer !== undefined && one.customer === other.customer) || (one.number !== undefined && one.number === other.number);
}
