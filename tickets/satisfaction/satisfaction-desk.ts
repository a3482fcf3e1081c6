import { type Clock, Emitter, type EpochMillis, Fault, type Log, type Result, type Scope, failed, ok } from '#core';
import { textProblems } from '../decide/limits.ts';
import type { TicketDesk } from '../desk/ticket-desk.ts';
import type { Ticket, TicketEvent } from '../model.ts';
import { TicketRefusal } from '../refusal.ts';
import { decideTask, taskOf } from './decide-task.ts';
import { figuresOf } from './figures.ts';
import { type FigureKey, type ImprovementTask, LOW, type SatisfactionFigures, type Survey, type SurveyAnswer, type TaskChange } from './model.ts';
import type { SatisfactionRecords, SurveyQuery, SurveySender } from './port.ts';
import { Projection } from './projection.ts';
import { surveyId } from './resolutions.ts';
import { readSurveyToken, surveyToken } from './survey-token.ts';

/** As the configuration is now. */
export interface SatisfactionPolicy {
  readonly ask: boolean;
  /** A link is good for so long after the resolution. */
  readonly validMs: number;
  /** A task is due so long after its answer. */
  readonly dueMs: number;
  /** Where customers reach our pages, such as `https://service.example.com`; without it links begin with `/`. */
  readonly publicUrl?: string;
}

export interface SatisfactionOptions {
  readonly desk: TicketDesk;
  readonly records: SatisfactionRecords;
  readonly policy: () => SatisfactionPolicy;
  /** Signs links; the same on all servers. */
  readonly key: string;
  /** People who may look after tasks of a queue. */
  readonly responsible: (queue: string | undefined) => Promise<readonly string[]>;
  readonly clock: Clock;
  readonly log: Log;
}

/** A survey as the page of its link shows it. */
export interface OpenSurvey {
  readonly ticket: Ticket;
  readonly answered: boolean;
  readonly expiresAt: EpochMillis;
}

/** What a flow asked at the end of a call. */
export interface CallQuestion {
  readonly call: string;
  readonly question: string;
  readonly language: 'zh' | 'en';
  readonly queue?: string;
  readonly agent?: string;
}

/** Asks customers, keeps what they say, and sees that bad answers lead to something. */
export class SatisfactionDesk {
  readonly #options: SatisfactionOptions;
  readonly #projection: Projection;
  /** A task was made or changed. */
  readonly tasks = new Emitter<ImprovementTask>();

  constructor(options: SatisfactionOptions, scope: Scope) {
    this.#options = options;
    this.#projection = new Projection({ ...options, url: (survey) => this.urlOf(survey) }, scope);
    options.desk.changed.on(({ ticket, events }) => {
      if (events.some(isResolution)) this.#projection.look(ticket.id);
    }, scope);
  }

  /** Links are sent from now on. */
  sendBy(sender: SurveySender): void {
    this.#projection.sendBy(sender);
  }

  /** Address of the page for a resolution that was asked about. */
  urlOf({ subject, resolution, expiresAt }: Survey): string | undefined {
    if (resolution === undefined || expiresAt === undefined) return undefined;
    const { publicUrl = '' } = this.#options.policy();
    return `${publicUrl.replace(/\/$/, '')}/survey/${surveyToken({ ticket: subject, resolution, expiresAt }, this.#options.key)}`;
  }

  /** Every resolution of a ticket with what the customer said, oldest first. */
  async ofTicket(ticket: string): Promise<readonly Survey[]> {
    await this.#projection.write(ticket);
    return this.#options.records.ofTicket(ticket);
  }

  /** Faults: tickets.survey-unknown, tickets.survey-expired. */
  async open(token: string): Promise<Result<OpenSurvey>> {
    const link = this.#link(token);
    if (!link.ok) return link;
    const { ticket: id, resolution, expiresAt } = link.value;
    const [ticket, survey] = await Promise.all([this.#options.desk.get(id), this.#survey(id, resolution)]);
    return ticket && survey ? ok({ ticket, answered: survey.answeredAt !== undefined, expiresAt }) : failed(unknownSurvey());
  }

  /** Keeps the answer of a link, once. Faults: tickets.survey-unknown, tickets.survey-expired, tickets.survey-answered, tickets.invalid. */
  async answer(token: string, answer: SurveyAnswer): Promise<Result<void>> {
    const link = this.#link(token);
    if (!link.ok) return link;
    const problems = answerProblems(answer);
    if (problems.length > 0) return failed(new TicketRefusal('tickets.invalid', problems.map(({ en }) => en).join('; '), problems));
    const { ticket, resolution } = link.value;
    const survey = await this.#survey(ticket, resolution);
    if (!survey) return failed(unknownSurvey());
    if (!(await this.#keep(survey, answer))) return failed(new TicketRefusal('tickets.survey-answered', 'This survey was answered already. Thank you!'));
    await this.#options.desk.change(ticket, { type: 'judged', resolution, ...answer }, { by: 'customer', key: `survey/${survey.id}` });
    return ok(undefined);
  }

  /** A call is asked; told again when it answers. Never rejects: calls go on without it, and a database that is away is tried again. */
  asked(question: CallQuestion): void {
    const survey = this.#ofCall(question);
    this.#projection.later(() => this.#options.records.put([survey]));
  }

  /** What a caller pressed, on a scale from `from` to `to`. */
  answeredCall(question: CallQuestion, { mark, from, to }: { readonly mark: number; readonly from: number; readonly to: number }): void {
    const survey = this.#ofCall(question);
    const share = (mark - from) / Math.max(1, to - from);
    this.#projection.later(async () => {
      await this.#options.records.put([survey]);
      await this.#keep(survey, question.question === 'nps' ? { nps: Math.round(share * 10) } : { score: Math.round((1 + share * 4) * 100) / 100 });
    });
  }

  /** Faults: tickets.task-unknown, tickets.changed, tickets.task-done, tickets.invalid. */
  async changeTask(id: string, change: TaskChange, { by, version }: { readonly by: string; readonly version: number }): Promise<Result<ImprovementTask>> {
    const { records, clock } = this.#options;
    const task = await records.task(id);
    if (!task) return failed(new TicketRefusal('tickets.task-unknown', 'There is no such improvement task.'));
    if (task.version !== version) return failed(changed(task));
    const next = decideTask(task, change, by, clock.wall());
    if (next instanceof Fault) return failed(next);
    if (next === task) return ok(task);
    if (!(await records.changeTask(next))) return failed(changed(task));
    this.tasks.emit(next);
    return ok(next);
  }

  async figures(query: SurveyQuery, by: FigureKey, timeZone: string): Promise<readonly SatisfactionFigures[]> {
    return (await this.#options.records.figures(query, by, timeZone)).map(figuresOf);
  }

  get records(): Pick<SatisfactionRecords, 'list' | 'tasks' | 'task'> {
    return this.#options.records;
  }

  responsible(queue: string | undefined): Promise<readonly string[]> {
    return this.#options.responsible(queue);
  }

  #link(token: string): Result<{ readonly ticket: string; readonly resolution: number; readonly expiresAt: EpochMillis }> {
    const link = readSurveyToken(token, this.#options.key, this.#options.clock.wall());
    if (link === 'expired') return failed(new TicketRefusal('tickets.survey-expired', 'The time for this survey is over.'));
    return link ? ok(link) : failed(unknownSurvey());
  }

  /** The survey may not be written yet, where another server resolved the ticket and died. */
  async #survey(ticket: string, resolution: number): Promise<Survey | undefined> {
    const { records } = this.#options;
    const found = await records.get(surveyId(ticket, resolution));
    if (found) return found;
    await this.#projection.write(ticket);
    return records.get(surveyId(ticket, resolution));
  }

  async #keep(survey: Survey, answer: Partial<SurveyAnswer>): Promise<boolean> {
    const { records, clock, policy } = this.#options;
    const now = clock.wall();
    const { score } = answer;
    const task = score !== undefined && score < LOW ? taskOf(survey, { ...answer, score }, await this.#least(survey.queue), { now, dueMs: policy().dueMs }) : undefined;
    const kept = await records.answer(survey.id, { ...answer, at: now }, task);
    if (kept && task) this.tasks.emit(task);
    return kept;
  }

  /** Of those responsible, who has the fewest open tasks. */
  async #least(queue: string | undefined): Promise<string | undefined> {
    const people = await this.#options.responsible(queue);
    const open = await this.#options.records.openTasks(people);
    return people.toSorted((a, b) => (open.get(a) ?? 0) - (open.get(b) ?? 0) || (a < b ? -1 : 1))[0];
  }

  #ofCall({ call, question, language, queue, agent }: CallQuestion): Survey {
    const at = this.#options.clock.wall();
    return { id: `${call}/${question}`, kind: 'call', subject: call, question, at, askedAt: at, language, contacts: 0, first: false, ...(queue === undefined ? {} : { queue }), ...(agent === undefined ? {} : { agent }) };
  }
}

const isResolution = ({ type, data }: TicketEvent): boolean => type === 'moved' && (data['to'] === 'resolved' || data['from'] === 'resolved');
const unknownSurvey = () => new TicketRefusal('tickets.survey-unknown', 'This link is not, or no longer, a survey of ours. Take the whole link of the message.');
const changed = ({ version }: ImprovementTask) => new TicketRefusal('tickets.changed', `Somebody else changed the task: it is version ${version} now. Read it again and decide anew.`);

/** A longer one is a letter. */
const MOST_COMMENT = 2_000;

function answerProblems({ score, nps, comment = '' }: SurveyAnswer) {
  return [
    ...(Number.isInteger(score) && score >= 1 && score <= 5 ? [] : [{ field: 'score', zh: '请选择 1 至 5 分', en: 'A score from 1 to 5 is required' }]),
    ...(nps === undefined || (Number.isInteger(nps) && nps >= 0 && nps <= 10) ? [] : [{ field: 'nps', zh: '推荐意愿应为 0 至 10', en: 'The recommendation must be from 0 to 10' }]),
    ...([...comment].length > MOST_COMMENT ? [{ field: 'comment', zh: `意见最多 ${MOST_COMMENT} 个字符`, en: `The comment must have at most ${MOST_COMMENT} characters` }] : textProblems(comment).map((problem) => ({ ...problem, field: 'comment' }))),
  ];
}
