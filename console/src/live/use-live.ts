import { useEffect, useRef } from 'react';
import type { LiveNews, LiveTopic } from '#contract';
import { followTopic } from './live-client.ts';

/** Follows a topic while the component is shown; `undefined` follows nothing. News come in batches, four a second. */
export function useLive(topic: LiveTopic | undefined, onNews: (news: readonly LiveNews[]) => void): void {
  const latest = useRef(onNews);
  useEffect(() => {
    latest.current = onNews;
  });
  useEffect(() => (topic === undefined ? undefined : followTopic(topic, (news) => latest.current(news))), [topic]);
}
