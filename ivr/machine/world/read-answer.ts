import type { Value } from '../../expression/tree.ts';
import type { FlowVariable } from '../../language/variables.ts';
import type { FlowCustomer, FlowQueueState } from '../../model.ts';

/** Longest text taken from outside. */
const LONGEST_TEXT = 500;

/** Something from outside as a value of this type; undefined when it is not one. */
export function valueFrom(given: unknown, type: FlowVariable['type']): Value {
  switch (type) {
    case 'text':
      if (typeof given === 'string') return given.slice(0, LONGEST_TEXT);
      return typeof given === 'number' ? String(given) : undefined;
    case 'number': {
      const value = typeof given === 'string' && /^-?\d{1,15}(\.\d{1,9})?$/.test(given) ? Number(given) : given;
      return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
    }
    case 'boolean':
      return typeof given === 'boolean' ? given : undefined;
    case 'date':
      return typeof given === 'string' && /^\d{4}-\d\d-\d\d/.test(given) ? given.slice(0, 10) : undefined;
  }
}

/** A customer as the answer tells of one; undefined without an id. */
export function customerFrom(data: Readonly<Record<string, unknown>>): FlowCustomer | undefined {
  const text = (name: string) => valueFrom(data[name], 'text');
  const id = text('id');
  if (typeof id !== 'string' || id === '') return undefined;
  const more = (['name', 'tier', 'language'] as const).flatMap((name) => {
    const value = text(name);
    return typeof value === 'string' && value !== '' ? [[name, value]] : [];
  });
  return { id, ...Object.fromEntries(more) };
}

const MEMBERS = ['waiting', 'expectedWait', 'longestWait', 'agentsFree', 'agentsSignedIn'] as const;

/** Queue states as the answer tells of them. */
export function queuesFrom(data: Readonly<Record<string, unknown>>): Record<string, FlowQueueState> {
  return Object.fromEntries(Object.entries(data).map(([queue, given]) => [queue, queueFrom(given)]));
}

function queueFrom(given: unknown): FlowQueueState {
  const told = new Map<string, unknown>(given !== null && typeof given === 'object' ? Object.entries(given) : []);
  return Object.fromEntries(
    MEMBERS.flatMap((member) => {
      const value = valueFrom(told.get(member), 'number');
      return typeof value === 'number' ? [[member, value]] : [];
    }),
  );
}
