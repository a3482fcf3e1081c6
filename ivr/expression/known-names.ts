import type { ValueType } from './tree.ts';

/** Names every flow knows, with what they are. */
export const NAMES: Readonly<Record<string, ValueType>> = {
  'caller.number': 'text',
  'call.number': 'text',
  'customer.known': 'boolean',
  'customer.id': 'text',
  'customer.name': 'text',
  'customer.tier': 'text',
  'customer.language': 'text',
  language: 'text',
  now: 'time',
  today: 'date',
  weekday: 'text',
};

/** What can be asked about a queue: `queue('sales').waiting`. */
export const QUEUE_MEMBERS = ['waiting', 'expectedWait', 'longestWait', 'agentsFree', 'agentsSignedIn'] as const;

/** One kind of argument: a type, `any`, or a text that must be written out (`literal`). */
type Parameter = ValueType | 'any' | 'literal';

export interface Signature {
  readonly takes: readonly Parameter[];
  /** The last argument may be repeated. */
  readonly more?: true;
  readonly gives: ValueType;
  /** How a call looks, for messages. */
  readonly example: string;
}

export const FUNCTIONS: Readonly<Record<string, Signature>> = {
  starts: { takes: ['text', 'text'], more: true, gives: 'boolean', example: "starts(caller.number, '138', '139')" },
  ends: { takes: ['text', 'text'], more: true, gives: 'boolean', example: "ends(caller.number, '0000')" },
  contains: { takes: ['text', 'text'], more: true, gives: 'boolean', example: "contains(answer, 'card')" },
  matches: { takes: ['text', 'literal'], gives: 'boolean', example: "matches(caller.number, '1[3-9]\\d{9}')" },
  length: { takes: ['text'], gives: 'number', example: 'length(account)' },
  digits: { takes: ['text'], gives: 'text', example: 'digits(answer)' },
  first: { takes: ['text', 'number'], gives: 'text', example: 'first(account, 4)' },
  last: { takes: ['text', 'number'], gives: 'text', example: 'last(account, 4)' },
  spell: { takes: ['text'], gives: 'text', example: 'spell(last(account, 4))' },
  number: { takes: ['text'], gives: 'number', example: 'number(amount)' },
  text: { takes: ['any'], gives: 'text', example: 'text(balance)' },
  round: { takes: ['number'], gives: 'number', example: 'round(balance)' },
  minutes: { takes: ['number'], gives: 'number', example: "minutes(queue('sales').expectedWait)" },
  known: { takes: ['any'], gives: 'boolean', example: 'known(customer.tier)' },
  holiday: { takes: ['literal'], gives: 'boolean', example: "holiday('cn')" },
  workday: { takes: ['literal'], gives: 'boolean', example: "workday('cn')" },
  queue: { takes: ['literal'], gives: 'number', example: "queue('sales').waiting" },
};
