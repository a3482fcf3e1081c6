import { type Clock, type EpochMillis, Fault, failed, ok, type Random, type Result } from '#core';
import type { Agreement, CalibrationRow, Review, Scorecard } from '#contract';
import type { QualityStore, ReviewStore, StoredCalibration } from '#store';
import { agreementOf, type CalibrationCard } from './agreement.ts';

export interface CalibrationPerson {
  readonly id: string;
  readonly login: string;
  readonly name: string;
}

/** A session as it is kept; every participant scores on the same version of the same card. */
export interface CalibrationSession {
  readonly id: string;
  readonly createdAt: EpochMillis;
  readonly closedAt?: EpochMillis;
  readonly name: string;
  readonly by: CalibrationPerson;
  readonly people: readonly CalibrationPerson[];
  readonly calls: readonly { readonly call: string; readonly scorecard: Scorecard }[];
}

export interface CalibrationParts {
  readonly quality: QualityStore;
  readonly reviews: Pick<ReviewStore, 'review'>;
  readonly clock: Pick<Clock, 'wall'>;
  readonly random: Pick<Random, 'hex'>;
}

const ID_BYTES = 6;
const COPY = /^c-([0-9a-f]{12})-(\d{1,2})$/;

/** Blind calibrations: several reviewers score the same calls, and see each other when it is closed. */
export class CalibrationDesk {
  readonly #parts: CalibrationParts;

  constructor(parts: CalibrationParts) {
    this.#parts = parts;
  }

  async begin(asked: Pick<CalibrationSession, 'name' | 'by' | 'people' | 'calls'>): Promise<CalibrationSession> {
    const { quality, clock, random } = this.#parts;
    const id = random.hex(ID_BYTES);
    const createdAt = clock.wall();
    await quality.addCalibration({ id, createdAt, body: asked });
    return { id, createdAt, ...asked };
  }

  async list(): Promise<readonly CalibrationSession[]> {
    return (await this.#parts.quality.calibrations()).map(sessionOf);
  }

  async find(id: string): Promise<CalibrationSession | undefined> {
    const stored = await this.#parts.quality.calibration(id);
    return stored && sessionOf(stored);
  }

  /** Faults: qa.calibration-closed. */
  async close(id: string): Promise<Result<void>> {
    const done = await this.#parts.quality.closeCalibration(id, this.#parts.clock.wall());
    return done ? ok(undefined) : failed(new Fault('qa.calibration-closed', 'This calibration is closed already; its figures can be read.'));
  }

  /** Calls of which this person may see nobody else's review now. */
  async blindFor(person: string): Promise<ReadonlySet<string>> {
    const open = (await this.#parts.quality.calibrations('open')).map(sessionOf).filter(({ people }) => people.some(({ id }) => id === person));
    return new Set(open.flatMap(({ calls }) => calls.map(({ call }) => call)));
  }

  /** The copy of a call's review that a participant writes. */
  copyOf({ id }: CalibrationSession, reviewer: number): string {
    return copyOf(id, reviewer);
  }

  /** Which session and participant a copy belongs to; undefined for other copies. */
  async ofCopy(copy: string): Promise<{ readonly session: CalibrationSession; readonly person: CalibrationPerson } | undefined> {
    const [, id, index] = COPY.exec(copy) ?? [];
    if (id === undefined) return undefined;
    const session = await this.find(id);
    const person = session?.people[Number(index)];
    return session && person ? { session, person } : undefined;
  }

  /** Numbers of each participant's reviews handed in. */
  async row(session: CalibrationSession): Promise<CalibrationRow> {
    const cards = await this.#cards(session);
    const { id, name, by, createdAt, closedAt, calls, people } = session;
    return {
      id, name, createdAt,
      by: by.login,
      byName: by.name,
      ...(closedAt === undefined ? {} : { closedAt }),
      calls: calls.map(({ call }) => call),
      people: people.map(({ login, name: own }, i) => ({ login, name: own, done: cards.filter(({ reviewer }) => reviewer === i).length })),
    };
  }

  /** Calls this participant has handed in. */
  async handedIn(session: CalibrationSession, person: string): Promise<ReadonlySet<string>> {
    const index = session.people.findIndex(({ id }) => id === person);
    return new Set((await this.#cards(session)).filter(({ reviewer }) => reviewer === index).map(({ call }) => call));
  }

  /** For closed sessions only. */
  async agreement(session: CalibrationSession): Promise<Agreement> {
    return agreementOf(session.people.map(({ login, name }) => ({ login, name })), session.calls, await this.#cards(session));
  }

  async #cards(session: CalibrationSession): Promise<CalibrationCard[]> {
    const pairs = session.calls.flatMap(({ call }) => session.people.map((_, reviewer) => ({ call, reviewer })));
    const read = await Promise.all(pairs.map(async ({ call, reviewer }) => ({ call, reviewer, stored: await this.#parts.reviews.review(call, copyOf(session.id, reviewer)) })));
    return read.flatMap(({ call, reviewer, stored }): CalibrationCard[] => {
      if (stored?.status !== 'handed-in') return [];
      const { answers, score } = stored.review as Review;
      return [{ call, reviewer, score, answers: new Map(answers.flatMap(({ question, points }) => (points === undefined ? [] : [[question, points] as const]))) }];
    });
  }
}

const copyOf = (session: string, reviewer: number): string => `c-${session}-${reviewer}`;

function sessionOf({ id, createdAt, closedAt, body }: StoredCalibration): CalibrationSession {
  return { id, createdAt, ...(closedAt === undefined ? {} : { closedAt }), ...(body as Pick<CalibrationSession, 'name' | 'by' | 'people' | 'calls'>) };
}
