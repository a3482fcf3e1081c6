import type { SecretKind } from '../model.ts';

/** From the first to the last unit of a secret. */
export interface FoundSecret {
  readonly kind: SecretKind;
  readonly first: number;
  readonly last: number;
  readonly digits: string;
  /** The number is whole and checked, so that its end is its end. */
  readonly whole: boolean;
}
