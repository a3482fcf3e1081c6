import type { EndCause } from '../port.ts';

/** One contact that is being called. */
export type BranchId = number;
type BranchState = 'open' | 'closed';

/** Several phones of one account ring; the first to answer wins. */
export interface Race {
  readonly branches: readonly BranchState[];
  readonly rang: boolean;
  readonly failures: readonly EndCause[];
  readonly settled: boolean;
}

export type RaceInput =
  | { readonly is: 'ringing' }
  | { readonly is: 'answered'; readonly branch: BranchId }
  | { readonly is: 'failed'; readonly branch: BranchId; readonly cause: EndCause }
  | { readonly is: 'timeout' }
  /** `elsewhere`: another call to somebody else was answered in its place. */
  | { readonly is: 'given-up'; readonly cause: EndCause; readonly elsewhere: boolean };

export type RaceEffect =
  | { readonly do: 'announce-ringing' }
  | { readonly do: 'cancel'; readonly branch: BranchId; readonly code: number; readonly text: string }
  /** The answered leg is the outcome. */
  | { readonly do: 'take'; readonly branch: BranchId }
  /** It answered too late: its leg gets a BYE. */
  | { readonly do: 'hang-up'; readonly branch: BranchId }
  | { readonly do: 'settle'; readonly cause: EndCause };

export interface RaceStep {
  readonly race: Race;
  readonly effects: readonly RaceEffect[];
}

/** RFC 3326 §3.1: a phone that stops ringing for this reason notes no missed call. */
const ELSEWHERE = [200, 'Call completed elsewhere'] as const;

export function startRace(branches: number): Race {
  return { branches: Array.from({ length: branches }, () => 'open'), rang: false, failures: [], settled: false };
}

/** RFC 3261 §16.7, as seen by the caller: first 2xx wins, a 6xx ends it, else the best of all failures. */
export function stepRace(race: Race, input: RaceInput): RaceStep {
  switch (input.is) {
    case 'ringing':
      if (race.rang || race.settled) return { race, effects: [] };
      return { race: { ...race, rang: true }, effects: [{ do: 'announce-ringing' }] };
    case 'answered':
      return answered(race, input.branch);
    case 'failed':
      return failedBranch(race, input.branch, input.cause);
    case 'timeout':
      return settle(race, noAnswer(race.rang), 480, 'no answer');
    case 'given-up':
      return input.elsewhere ? settle(race, input.cause, ...ELSEWHERE) : settle(race, input.cause, input.cause.code, input.cause.text);
  }
}

function answered(race: Race, branch: BranchId): RaceStep {
  const after = close(race, branch);
  if (race.settled) return { race: after, effects: [{ do: 'hang-up', branch }] };
  const cancels = cancelOpen(after, ...ELSEWHERE);
  return { race: { ...after, settled: true }, effects: [{ do: 'take', branch }, ...cancels] };
}

function failedBranch(race: Race, branch: BranchId, cause: EndCause): RaceStep {
  const after = { ...close(race, branch), failures: [...race.failures, cause] };
  if (race.settled) return { race: after, effects: [] };
  if (cause.code >= 600) return settle(after, cause, cause.code, cause.text);
  if (after.branches.includes('open')) return { race: after, effects: [] };
  return settle(after, best(after.failures), cause.code, cause.text);
}

function settle(race: Race, cause: EndCause, code: number, text: string): RaceStep {
  if (race.settled) return { race, effects: [] };
  return { race: { ...race, settled: true }, effects: [{ do: 'settle', cause }, ...cancelOpen(race, code, text)] };
}

function cancelOpen(race: Race, code: number, text: string): RaceEffect[] {
  return race.branches.flatMap((state, branch) => (state === 'open' ? [{ do: 'cancel', branch, code, text } as const] : []));
}

function close(race: Race, branch: BranchId): Race {
  return { ...race, branches: race.branches.map((state, i) => (i === branch ? 'closed' : state)) };
}

/** 480 when a phone rang and nobody took it, 408 when not even that. */
function noAnswer(rang: boolean): EndCause {
  return rang ? { code: 480, by: 'local', text: 'no answer' } : { code: 408, by: 'local', text: 'no phone reacted' };
}

/** What a person or phone decided tells more than that some other phone was unreachable. */
function best(failures: readonly EndCause[]): EndCause {
  const rank = ({ code, by }: EndCause) => (by === 'vanished' || code === 408 || code === 503 ? 3 : code >= 500 ? 2 : code === 487 ? 1 : 0);
  return [...failures].sort((a, b) => rank(a) - rank(b))[0] ?? { code: 480, by: 'server', text: 'not registered' };
}
