/** How excited speakers are: `GET /api/calls/{id}/agitation`, and again from the recording `POST /api/calls/{id}/agitation/redo`. */

export interface Agitation {
  /** One for each conversation of the call. */
  readonly curves: readonly AgitationCurve[];
}

export interface AgitationCurve {
  /** On the call's audio clock, s. */
  readonly from: number;
  readonly until: number;
  readonly agent: string;
  /** What it was made with; the same recording and words give the same points under the same one. */
  readonly method: string;
  readonly points: readonly {
    readonly speaker: 'caller' | 'agent';
    readonly from: number;
    readonly to: number;
    /** 0…1 from the voice; absent while the usual voice is learnt. */
    readonly prosody?: number;
    readonly words: number;
    readonly raw: number;
    /** The curve, 0…1. */
    readonly value: number;
    readonly by: 'prosody' | 'words' | 'both';
  }[];
}
