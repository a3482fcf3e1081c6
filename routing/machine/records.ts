import { type AgentRecord, type ContactRecord, NEVER, type WorkRecord } from './state.ts';

/** A contact that stands nowhere yet. The fields that rank it come first: comparing touches one line of the processor's cache. */
export function contactRecord({ request, queue, since, order, rankSince }: Pick<ContactRecord, 'request' | 'queue' | 'since' | 'order' | 'rankSince'>): ContactRecord {
  return {
    kind: 'contact',
    priority: request.priority,
    rankSince,
    order,
    id: request.id,
    due: NEVER,
    heapAt: -1,
    tie: order * 2 + 1,
    request,
    queue,
    since,
    steps: [],
    step: 0,
    stepEnds: NEVER,
    needs: request.needs,
    demand: undefined,
    offers: [],
    overflowAt: NEVER,
    visited: NOWHERE,
    targets: NOWHERE,
    ringEnds: NEVER,
    ringMore: NEVER,
    refused: NOBODY,
  };
}

const NOWHERE: readonly string[] = [];
const NOBODY: ContactRecord['refused'] = [];

/** What a new piece of work is; the rest follows. */
export type Piece = Pick<WorkRecord, 'contact' | 'channel' | 'slot' | 'queue' | 'order' | 'phase' | 'offer' | 'node'>;

export function workRecord(agent: AgentRecord, { contact, channel, slot, queue, order, phase, offer, node }: Piece, since: number, aside = false): WorkRecord {
  return { kind: 'work', agent, contact, channel, slot, queue, order, phase, since, offer, wrapUpMs: 0, node, aside, due: NEVER, heapAt: -1, tie: order * 2 };
}
