import type { LiveNews, LiveTopic } from '#contract';

/** The topic a piece of news belongs to; undefined for news about the connection itself. */
export function topicOf(news: LiveNews): LiveTopic | undefined {
  switch (news.type) {
    case 'desk':
    case 'floor':
      return news.type;
    case 'words':
    case 'call-alert':
      return `call:${news.callId}`;
    default:
      return undefined;
  }
}
