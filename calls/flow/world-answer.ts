/** How a question of the flow came out; see `FlowQuestion` for what each may answer. */
export interface WorldAnswer {
  readonly outcome: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

export const FAILED: WorldAnswer = { outcome: 'failed' };
