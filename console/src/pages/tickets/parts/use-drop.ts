import { type RefObject, useEffect, useRef } from 'react';

interface Drop {
  /** Whether what is carried may be let go here. */
  readonly takes: boolean;
  readonly over?: (over: boolean) => void;
  readonly drop: (data: DataTransfer) => void;
}

/** An area where something is let go by the pointer; by keys the same is done otherwise. */
export function useDrop<E extends HTMLElement>(area: Drop): RefObject<E | null> {
  const element = useRef<E>(null);
  const latest = useRef(area);
  useEffect(() => {
    latest.current = area;
  });
  useEffect(() => {
    const target = element.current;
    if (!target) return undefined;
    const leaving = new AbortController();
    const over = (event: DragEvent): void => {
      if (!latest.current.takes) return;
      event.preventDefault();
      latest.current.over?.(true);
    };
    const drop = (event: DragEvent): void => {
      event.preventDefault();
      latest.current.over?.(false);
      if (event.dataTransfer) latest.current.drop(event.dataTransfer);
    };
    target.addEventListener('dragover', over, leaving);
    target.addEventListener('dragleave', () => latest.current.over?.(false), leaving);
    target.addEventListener('drop', drop, leaving);
    return () => leaving.abort();
  }, []);
  return element;
}
