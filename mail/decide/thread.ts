import type { MailFacts } from '../model.ts';
import type { ReplyTokens } from './reply-token.ts';

/** How a mail names its ticket: the surest first. */
export interface ThreadSigns {
  /** Tickets named by a signature of ours: in an address, in a Message-ID we gave, in the subject. */
  readonly signed: readonly string[];
  /** Message-IDs to look up among mails that came or went, the nearest first. */
  readonly messageIds: readonly string[];
}

/** A number without our signature means nothing: anybody can guess one. */
export function threadSigns({ to, cc, deliveredTo, inReplyTo, references, subject, bounce }: MailFacts, tokens: ReplyTokens): ThreadSigns {
  const addresses = [...deliveredTo, ...to.map(({ address }) => address), ...cc.map(({ address }) => address)];
  const messageIds = [...new Set([...(bounce?.about ?? []), ...inReplyTo, ...references.toReversed()])].slice(0, 50);
  const byMessageId = messageIds.flatMap((id) => tokens.ticketOfMessageId(id) ?? []);
  const signed = [...addresses.flatMap((address) => tokens.ticketsIn(address)), ...byMessageId, ...tokens.ticketsIn(subject)];
  return { signed: [...new Set(signed)], messageIds };
}
