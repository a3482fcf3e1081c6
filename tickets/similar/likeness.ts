import type { Requester, Ticket } from '../model.ts';
import { gramsOf, overlap, plainText, termsOf } from './terms.ts';
import { type TextIndex, weightsOf } from './text-index.ts';

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

/** Found on generated tickets with planted duplicates (bench/tickets/similar.ts): the sum that parts them best from others. */
const TRIGRAMS = 0.5;
const BONUS = { customer: 0.15, product: 0.05, product_other: -0.1 } as const;
const DUPLICATE = 0.5;

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
  readonly #weights: ReadonlyMap<string, number>;
  readonly #worth: number;
  readonly #product: string | undefined;

  constructor(sought: Sought, indexes: readonly TextIndex[]) {
    const plain = textOf(sought);
    this.#sought = sought;
    this.#product = sought.product === undefined ? undefined : plainText(sought.product);
    this.#grams = gramsOf(plain);
    this.#weights = weightsOf(plain, indexes);
    this.#worth = [...this.#weights.values()].reduce((sum, weight) => sum + weight, 0);
  }

  get weights(): ReadonlyMap<string, number> {
    return this.#weights;
  }

  with(ticket: Ticket): Likeness {
    const plain = textOf(ticket);
    const trigrams = overlap(this.#grams, gramsOf(plain));
    const words = this.#sharedWorth(plain);
    const text = TRIGRAMS * trigrams + (1 - TRIGRAMS) * words;
    const [own, other] = [this.#product, productOf(ticket)];
    const sameCustomer = isSame(this.#sought.requester, ticket.requester);
    const sameProduct = own !== undefined && own === other;
    const differs = own !== undefined && other !== undefined && own !== other;
    const score = text + (sameCustomer ? BONUS.customer : 0) + (sameProduct ? BONUS.product : 0) + (differs ? BONUS.product_other : 0);
    return { score: clamped(score), text: clamped(text), sameCustomer, sameProduct, duplicate: score >= DUPLICATE };
  }

  /** How much of what its rare terms are worth another text has, too: BM25's idf without lengths, since both are known. */
  #sharedWorth(plain: string): number {
    if (this.#worth === 0) return 0;
    let shared = 0;
    for (const term of new Set(termsOf(plain))) shared += this.#weights.get(term) ?? 0;
    return shared / this.#worth;
  }
}

const clamped = (value: number) => Math.round(Math.min(1, Math.max(0, value)) * 1_000) / 1_000;

function isSame(one: Requester, other: Requester): boolean {
  return (one.customer !== undefined && one.customer === other.customer) || (one.number !== undefined && one.number === other.number);
}
