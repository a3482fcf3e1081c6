import { useEffect, useRef } from 'react';
import { createStore } from '../parts/store.ts';
import { remember, stored } from '../settings/settings.ts';

export interface KeyBinding {
  /** As `KeyboardEvent.key`, with `Alt+`, `Ctrl+` or `Shift+` before it: `a`, `?`, `Alt+1`, `Escape`, ` ` (space). */
  readonly key: string;
  /** What it does, in the reader's language: shown by `?`. */
  readonly does: string;
  /** Undefined = the key does nothing at the moment, but is shown. */
  readonly run: (() => void) | undefined;
  /** Also while the cursor is in a text field. Only for keys that type nothing. */
  readonly inFields?: boolean;
}

interface Group {
  readonly title: string;
  readonly bindings: readonly KeyBinding[];
}

export const keyGroups = createStore<readonly { readonly id: number; readonly group: Group }[]>([]);
let lastId = 0;

const SINGLE_KEYS = 'huawu.singleKeys';

/** Keys without Alt or Ctrl can be switched off, for those who dictate or tremble (WCAG 2.1.4). */
export const singleKeys = createStore(stored(SINGLE_KEYS) !== 'off');

export function allowSingleKeys(on: boolean): void {
  remember(SINGLE_KEYS, on ? 'on' : 'off');
  singleKeys.set(on);
}

/** Binds keys while the component is shown and lists them in the `?` overlay under `title`. */
export function useKeys(title: string, bindings: readonly KeyBinding[]): void {
  const id = useRef(0);
  const shape = JSON.stringify([title, bindings.map((each) => [each.key, each.does])]);
  const latest = useRef(bindings);
  useEffect(() => {
    latest.current = bindings;
  });
  useEffect(() => {
    const own = ++lastId;
    id.current = own;
    // The runs of the latest render, not of the one that registered.
    const current = (): readonly KeyBinding[] => latest.current;
    keyGroups.set((now) => [...now, { id: own, group: { title, get bindings() { return current(); } } }]);
    return () => keyGroups.set((now) => now.filter((each) => each.id !== own));
    // eslint-disable-next-line react/exhaustive-deps -- `shape` stands for title and bindings
  }, [shape]);
}

export function keyOf(event: Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>): string {
  const printable = event.key.length === 1;
  const key = printable && event.shiftKey ? event.key : printable ? event.key.toLowerCase() : event.key;
  const parts = [event.altKey ? 'Alt' : '', event.ctrlKey || event.metaKey ? 'Ctrl' : '', event.shiftKey && !printable ? 'Shift' : '', key];
  return parts.filter((part) => part !== '').join('+');
}

/** The binding for a key press; the newest group wins, so a dialog goes before the page. */
export function bindingFor(groups: readonly { readonly group: Group }[], key: string, inField: boolean): KeyBinding | undefined {
  return groups
    .toReversed()
    .flatMap((each) => each.group.bindings)
    .find((each) => each.key === key && each.run !== undefined && (!inField || each.inFields === true) && (singleKeys.get() || key.length > 1));
}

/** Typing belongs to the field; space and Enter belong to the control that has the focus. */
export function typesHere(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.closest('input:not([type=checkbox],[type=radio],[type=range]), textarea, select, [role=combobox], [role=textbox]') !== null;
}

export function activates(target: EventTarget | null, key: string): boolean {
  return (key === ' ' || key === 'Enter') && target instanceof HTMLElement && target.closest('button, a[href], [role=button], [role=menuitem], [role=option], [role=tab], summary, input') !== null;
}
