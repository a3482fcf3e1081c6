import { useEffect, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';

/** Whom to call back, from a message for example. */
export interface Wish {
  readonly number?: string;
  readonly queue?: string;
  readonly language?: 'zh' | 'en';
}

/** Somebody to call back, brought along from a message; a number does not belong into an address. */
export function useWish(): readonly [Wish | undefined, (wish: Wish | undefined) => void] {
  const { state, search } = useLocation();
  const navigate = useNavigate();
  const [wish, setWish] = useState<Wish | undefined>(isWish(state) ? state : undefined);
  useEffect(() => {
    if (isWish(state)) void navigate({ search }, { replace: true, state: null });
  }, [state, search, navigate]);
  return [wish, setWish];
}

const isWish = (state: unknown): state is Wish => typeof state === 'object' && state !== null && 'number' in state;
