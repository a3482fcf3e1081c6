import type { Config, Settings } from '#config';
import { clockWorld } from '../tickets/clock-world.ts';
import { ruleWorld } from '../tickets/rule-world.ts';
import { STANDARD_TEMPLATES, type TicketField, type TicketTemplate, type TicketWorld } from '#tickets';

/** The same, as the configuration is at each moment. */
export function ticketWorldNow(settings: Settings): () => TicketWorld {
  let made: { readonly of: Config; readonly world: TicketWorld } | undefined;
  return () => {
    if (made?.of !== settings.now) made = { of: settings.now, world: { ...ticketWorld(settings.now), clocks: clockWorld(settings.now), rules: ruleWorld(settings.now) } };
    return made.world;
  };
}

type Written = Config['tickets']['templates'][number]['fields'][number];

/** The standard templates with what the configuration adds to them, and its own. */
export function ticketWorld({ tickets, queues, agents }: Pick<Config, 'tickets' | 'queues' | 'agents'>): TicketWorld {
  const own = tickets.templates.map(({ id, zh, en, queue, fields }): TicketTemplate => ({ id, zh, en, fields: fields.map(fieldOf), ...(queue === undefined ? {} : { queue }) }));
  const replaced = STANDARD_TEMPLATES.map((standard) => own.find(({ id }) => id === standard.id) ?? standard);
  const all = [...replaced, ...own.filter(({ id }) => !STANDARD_TEMPLATES.some((standard) => standard.id === id))];
  return {
    templates: all.map((template) => ({ ...template, fields: withMore(template, tickets.fields) })),
    queue: tickets.queue,
    queues: queues.map(({ id }) => id),
    agents: agents.map(({ id }) => id),
  };
}

/** A field with the id of one that is there takes its place. */
function withMore({ id, fields }: TicketTemplate, more: Config['tickets']['fields']): readonly TicketField[] {
  const added = more.filter(({ templates }) => templates.length === 0 || templates.includes(id)).map(fieldOf);
  return [...fields.map((field) => added.find((one) => one.id === field.id) ?? field), ...added.filter((one) => !fields.some((field) => field.id === one.id))];
}

function fieldOf({ id, zh, en, type, required, maxLength, least, greatest, options, fromCaller }: Written): TicketField {
  return {
    id, zh, en, type, required,
    ...(type === 'text' ? { most: maxLength } : {}),
    ...(type === 'choice' ? { options } : {}),
    ...(least === undefined ? {} : { least }),
    ...(greatest === undefined ? {} : { greatest }),
    ...(fromCaller ? { byCall: 'caller' as const } : {}),
  };
}
