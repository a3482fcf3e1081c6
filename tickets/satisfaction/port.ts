/** PORT. Where surveys and improvement tasks are kept: `SqlSatisfaction` of the store / `MemorySatisfaction` for tests. Rejects while the database is away. */
import type { EpochMillis } from '#core';
import type { Counted, FigureKey, ImprovementTask, Survey, SurveyCounts, SurveyAnswer, TaskState } from './model.ts';

export interface SurveyQuery {
  readonly from: EpochMillis;
  readonly until: EpochMillis;
  /** Only of these queues. */
  readonly queues?: readonly string[];
  readonly queue?: string;
  readonly agent?: string;
  readonly kind?: Survey['kind'];
}

export interface SurveyListQuery extends SurveyQuery {
  readonly as?: Counted;
  readonly limit: number;
  readonly before?: { readonly at: EpochMillis; readonly id: string };
}

export interface TaskQuery {
  readonly limit: number;
  readonly states?: readonly TaskState[];
  /** Those of these queues, and those of this person. */
  readonly seenBy?: { readonly queues: readonly string[]; readonly person: string };
  readonly assignee?: string;
  readonly unassigned?: boolean;
  readonly queue?: string;
  readonly agent?: string;
  readonly dueBefore?: EpochMillis;
  /** Behind this one, in the order of `find`. */
  readonly after?: { readonly at: EpochMillis; readonly id: string };
}

export interface SatisfactionRecords {
  /** Adds what is not there; of what is, `reopenedAt` and `sentAt` are taken, never an answer away. */
  put(surveys: readonly Survey[]): Promise<void>;
  /** Keeps an answer, the first one only, and with it the task it makes; false = there is one already, or no such survey. */
  answer(id: string, answer: Partial<SurveyAnswer> & { readonly at: EpochMillis }, task?: ImprovementTask): Promise<boolean>;
  get(id: string): Promise<Survey | undefined>;
  ofTicket(ticket: string): Promise<readonly Survey[]>;
  /** Newest first. */
  list(query: SurveyListQuery): Promise<readonly Survey[]>;
  /** What `figuresOf` makes figures of. */
  figures(query: SurveyQuery, by: FigureKey, timeZone: string): Promise<readonly SurveyCounts[]>;
  /** Tickets whose surveys are not as their history says: what a server that died did not write. */
  behind(limit: number): Promise<readonly string[]>;
  /** By due date, the most urgent first. */
  tasks(query: TaskQuery): Promise<readonly ImprovementTask[]>;
  task(id: string): Promise<ImprovementTask | undefined>;
  /** False when it has another version than the one before. */
  changeTask(task: ImprovementTask): Promise<boolean>;
  /** How many open tasks each of these people has. */
  openTasks(people: readonly string[]): Promise<ReadonlyMap<string, number>>;
}

/** PORT. Sends the link to a customer. True = it is on its way (the same `key` again is not sent twice); false = there is no way to this customer. */
export interface SurveySender {
  send(message: { readonly key: string; readonly ticket: string; readonly url: string; readonly expiresAt: EpochMillis }): Promise<boolean>;
}
