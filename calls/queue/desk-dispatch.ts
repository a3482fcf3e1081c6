import { Emitter, type Scope, type Signal } from '#core';
import type { RoutingDesk, RoutingEvent } from '#routing';

/** Routing events of one contact. */
export type ContactEvent = Extract<RoutingEvent, { contact: string }>;

/** Hands each routing event to the one call it is about, so that a busy floor does not wake every call for each. */
export interface DeskDispatch {
  /** Events of this contact until the scope ends. */
  of(contact: string, scope: Scope): Signal<ContactEvent>;
  readonly size: number;
}

export function deskDispatch(desk: RoutingDesk): DeskDispatch {
  const contacts = new Map<string, Emitter<ContactEvent>>();
  desk.events.on((event) => {
    if ('contact' in event) contacts.get(event.contact)?.emit(event);
  });
  return {
    of(contact, scope) {
      const emitter = new Emitter<ContactEvent>();
      contacts.set(contact, emitter);
      scope.onEnd(() => contacts.delete(contact));
      return emitter;
    },
    get size() {
      return contacts.size;
    },
  };
}
