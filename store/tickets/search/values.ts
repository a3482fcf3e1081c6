/** The values of a statement, numbered as they come. */
export class Values {
  readonly values: unknown[] = [];

  bind(value: unknown): string {
    return `$${this.values.push(value)}`;
  }

  /** Epoch ms. */
  moment(at: number): string {
    return `${this.bind(new Date(Math.round(at)).toISOString())}::timestamptz`;
  }
}
