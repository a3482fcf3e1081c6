import type { FlowState } from '#ivr';
import type { Call } from '../call.ts';

type Asked = { readonly type: 'survey'; readonly question: string; readonly from: number; readonly to: number };

/** Marks at the end of calls join the figures of satisfaction: that a caller is asked, and what the caller says. */
export class SurveyWatch {
  readonly #call: Call;
  #asked: Asked | undefined;

  constructor(call: Call) {
    this.#call = call;
  }

  /** Where the flow is after a step. */
  look({ phase }: FlowState): void {
    const node = 'node' in phase ? phase.node : undefined;
    if (node?.type !== 'survey' || node === this.#asked) return;
    this.#asked = node;
    this.#call.record('survey.asked', { question: node.question, ...this.#of });
    this.#call.house.satisfaction?.asked({ call: this.#call.id, question: node.question, language: this.#call.language, ...this.#of });
  }

  /** A mark was given, perhaps typed before it was asked for. */
  answered(data: Readonly<Record<string, string | number>>): void {
    const question = String(data['question'] ?? '');
    const { from = 1, to = Number(data['of'] ?? 5) } = this.#asked?.question === question ? this.#asked : {};
    this.#call.record('survey.answered', { ...data, ...(this.#call.agent === undefined ? {} : { agent: this.#call.agent }) });
    this.#call.house.satisfaction?.answeredCall({ call: this.#call.id, question, language: this.#call.language, ...this.#of }, { mark: Number(data['score']), from, to });
  }

  get #of() {
    const { queue, agent } = this.#call;
    return { ...(queue === undefined ? {} : { queue }), ...(agent === undefined ? {} : { agent }) };
  }
}
