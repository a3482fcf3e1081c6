import { useEffect, useRef, useState } from 'react';
import { post } from '../../../api/client.ts';
import { remember, stored } from '../../../settings/settings.ts';

export interface Note {
  readonly notes: string;
  readonly disposition?: string;
}

/** `kept`: not on the server yet, but in this browser. */
export type Saving = 'saved' | 'saving' | 'kept';

/** Typing rests so long before it is saved, ms; after a failure it is tried again later. */
const REST_MS = 600;
const AGAIN_MS = 4_000;

/** The note of one call, saved as typed; what could not be saved outlives a reload in this browser. */
export function useNote(callId: string, server: Note): { readonly note: Note; readonly saving: Saving; readonly change: (change: Partial<Note>) => void; readonly forget: () => void } {
  const [note, setNote] = useState<Note>(() => keptNote(callId) ?? server);
  const [saving, setSaving] = useState<Saving>(() => (keptNote(callId) === undefined ? 'saved' : 'kept'));
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const version = useRef(0);

  const save = async (wanted: Note): Promise<void> => {
    const own = version.current;
    setSaving('saving');
    try {
      await post('/api/desk/wrap-up', wanted);
      if (own !== version.current) return;
      forget();
      setSaving('saved');
    } catch {
      if (own !== version.current) return;
      setSaving('kept');
      timer.current = setTimeout(() => void save(wanted), AGAIN_MS);
    }
  };
  const saveSoon = (wanted: Note, after: number): void => {
    version.current++;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void save(wanted), after);
  };
  const change = (change: Partial<Note>): void => {
    const next = { ...note, ...change };
    setNote(next);
    setSaving('saving');
    remember(keyOf(callId), JSON.stringify(next));
    saveSoon(next, change.notes === undefined ? 0 : REST_MS);
  };
  const forget = (): void => remember(keyOf(callId), '');

  useEffect(() => {
    const left = keptNote(callId);
    if (left !== undefined) timer.current = setTimeout(() => void save(left), 0);
    // The draft stays in the browser when the page goes away before it is saved.
    return () => clearTimeout(timer.current);
    // eslint-disable-next-line react/exhaustive-deps -- once per call: `save` only touches refs and setters
  }, [callId]);
  return { note, saving, change, forget: () => {
    clearTimeout(timer.current);
    version.current++;
    forget();
  } };
}

function keyOf(callId: string): string {
  return `huawu.note.${callId}`;
}

/** What was typed and never reached the server. */
export function keptNote(callId: string): Note | undefined {
  const text = stored(keyOf(callId));
  try {
    return text === null || text === '' ? undefined : (JSON.parse(text) as Note);
  } catch {
    return undefined;
  }
}
