import { COUNTS, countSurveys } from './figures.ts';
import type { FigureKey, ImprovementTask, Survey, SurveyAnswer, SurveyCounts } from './model.ts';
import type { SatisfactionRecords, SurveyListQuery, SurveyQuery, TaskQuery } from './port.ts';

/** Surveys in memory, for tests. Twin of store/satisfaction/sql-satisfaction.ts. */
export class MemorySatisfaction implements SatisfactionRecords {
  readonly #surveys = new Map<string, Survey>();
  readonly #tasks = new Map<string, ImprovementTask>();

  async put(surveys: readonly Survey[]): Promise<void> {
    for (const survey of surveys) {
      const there = this.#surveys.get(survey.id);
      const { reopenedAt = there?.reopenedAt, sentAt = there?.sentAt } = survey;
      this.#surveys.set(survey.id, there ? { ...there, ...(reopenedAt === undefined ? {} : { reopenedAt }), ...(sentAt === undefined ? {} : { sentAt }) } : survey);
    }
  }

  async answer(id: string, { at, ...answer }: Partial<SurveyAnswer> & { readonly at: number }, task?: ImprovementTask): Promise<boolean> {
    const survey = this.#surveys.get(id);
    if (!survey || survey.answeredAt !== undefined) return false;
    this.#surveys.set(id, { ...survey, ...answer, answeredAt: at });
    if (task) this.#tasks.set(task.id, task);
    return true;
  }

  async get(id: string): Promise<Survey | undefined> {
    return this.#surveys.get(id);
  }

  async ofTicket(ticket: string): Promise<readonly Survey[]> {
    return [...this.#surveys.values()].filter(({ kind, subject }) => kind === 'ticket' && subject === ticket).toSorted((a, b) => a.at - b.at);
  }

  async list({ as, limit, before, ...query }: SurveyListQuery): Promise<readonly Survey[]> {
    const found = this.#found(query).filter((survey) => as === undefined || COUNTS[as](survey));
    const rest = found.filter(({ at, id }) => !before || at < before.at || (at === before.at && id < before.id));
    return rest.toSorted((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1)).slice(0, limit);
  }

  async figures(query: SurveyQuery, by: FigureKey, timeZone: string): Promise<readonly SurveyCounts[]> {
    const day = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    return countSurveys(this.#found(query), by, (at) => day.format(at));
  }

  async behind(): Promise<readonly string[]> {
    return [];
  }

  async tasks(query: TaskQuery): Promise<readonly ImprovementTask[]> {
    return [...this.#tasks.values()].filter((task) => fits(task, query)).toSorted((a, b) => a.dueAt - b.dueAt || (a.id < b.id ? -1 : 1)).slice(0, query.limit);
  }

  async task(id: string): Promise<ImprovementTask | undefined> {
    return this.#tasks.get(id);
  }

  async changeTask(task: ImprovementTask): Promise<boolean> {
    if (this.#tasks.get(task.id)?.version !== task.version - 1) return false;
    this.#tasks.set(task.id, task);
    return true;
  }

  async openTasks(people: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const open = [...this.#tasks.values()].filter(({ state, assignee }) => state !== 'done' && assignee !== undefined && people.includes(assignee));
    return new Map([...Map.groupBy(open, ({ assignee = '' }) => assignee)].map(([person, tasks]) => [person, tasks.length]));
  }

  #found({ from, until, queues, queue, agent, kind }: SurveyQuery): Survey[] {
    return [...this.#surveys.values()].filter((survey) =>
      [
        survey.at >= from && survey.at < until,
        !queues || (survey.queue !== undefined && queues.includes(survey.queue)),
        queue === undefined || queue === survey.queue,
        agent === undefined || agent === survey.agent,
        kind === undefined || kind === survey.kind,
      ].every(Boolean),
    );
  }
}

function fits({ id, state, assignee, queue, agent, dueAt }: ImprovementTask, query: TaskQuery): boolean {
  const { seenBy, after } = query;
  return [
    !query.states || query.states.includes(state),
    !seenBy || (queue !== undefined && seenBy.queues.includes(queue)) || seenBy.person === assignee,
    query.assignee === undefined || query.assignee === assignee,
    query.unassigned !== true || assignee === undefined,
    query.queue === undefined || query.queue === queue,
    query.agent === undefined || query.agent === agent,
    query.dueBefore === undefined || dueAt < query.dueBefore,
    !after || dueAt > after.at || (dueAt === after.at && id > after.id),
  ].every(Boolean);
}
