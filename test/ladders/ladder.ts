import { type SimPhone, header, readMessage } from '#test/simulators/phone/index';

/** The middle of each column, and the columns' names. */
const COLUMN = { caller: 8, huawu: 50, agent: 92 } as const;
type Party = Exclude<keyof typeof COLUMN, 'huawu'>;

/**
 * A call as a SIP ladder, drawn from what the phones sent and received:
 *
 *     caller                  huawu                   agent
 *       │── INVITE 5001, sdp ──▶│                       │
 */
export class Ladder {
  readonly #lines: { party: Party; line: string }[] = [];

  /** From now on every message of this phone is drawn. Repeats by UDP are drawn once. */
  watch(party: Party, phone: SimPhone): void {
    const seen = new Set<string>();
    phone.endpoint.onWire = (direction, text) => {
      if (seen.has(text)) return;
      seen.add(text);
      const label = this.#label(text);
      // To the right: from the caller, or to the agent.
      if (label) this.#lines.push({ party, line: arrow(party, (direction === 'sent') === (party === 'caller'), label) });
    };
  }

  /** A line of words between the messages. */
  note(text: string): void {
    for (const party of ['caller', 'agent'] as const) this.#lines.push({ party, line: party === 'caller' ? `\n${text}` : '' });
  }

  /** The whole ladder. Which phone's message came first is known for each phone alone: see `lanesOf`. */
  get text(): string {
    const head = Object.entries(COLUMN).reduce((line, [name, at]) => line.padEnd(at - name.length / 2) + name, '');
    return `${[head, ...this.#lines.map(({ line }) => line).filter((line) => line !== '')].join('\n')}\n`;
  }

  #label(text: string): string | undefined {
    const message = readMessage(text);
    if (!message) return undefined;
    const sdp = /\r\na=(sendrecv|sendonly|recvonly|inactive)/.exec(message.body)?.[1] ?? 'sendrecv';
    const body = message.body.startsWith('v=0') ? `, sdp ${sdp}` : message.body ? `, ${message.body.split('\r\n')[0]}` : '';
    const method = message.code > 0 ? ` (${message.method})` : '';
    const first = message.code > 0 ? message.first.replace('SIP/2.0 ', '') : `${message.method} ${this.#masked(message.first.split(' ')[1] ?? '')}`;
    const target = message.method === 'REFER' && message.code === 0 ? ` → ${this.#masked(header(message, 'refer-to'))}` : '';
    return `${first}${method}${target}${body}`;
  }

  /** Only what is the same in each run. */
  #masked(uri: string): string {
    return uri.replace(/[<>]/g, '').replace(/^sip:/, '').replace(/;.*$/, '').replace(/(^|@)127\.0\.0\.1(:\d+)?$/, '') || 'huawu';
  }
}

/** The messages of each phone in their order; between the phones a machine under load may tell them in another. */
export function lanesOf(ladder: string): Record<Party, string[]> {
  const lines = ladder.split('\n').filter((line) => /[◀▶]/.test(line));
  const isCaller = (line: string) => line.startsWith(' '.repeat(COLUMN.caller) + '│') && !line.startsWith(' '.repeat(COLUMN.caller) + '│ ');
  return { caller: lines.filter(isCaller), agent: lines.filter((line) => !isCaller(line)) };
}

function arrow(party: Party, right: boolean, label: string): string {
  const width = COLUMN.huawu - COLUMN.caller - 1;
  const text = ` ${label} `;
  const room = Math.max(2, width - text.length - 1);
  const before = '─'.repeat(Math.floor(room / 2));
  const after = '─'.repeat(room - before.length);
  const line = right ? `${before}${text}${after}▶` : `◀${before}${text}${after}`;
  const still = ' '.repeat(width);
  const [left, other] = party === 'caller' ? [line, still] : [still, line];
  return `${' '.repeat(COLUMN.caller)}│${left}│${other}│`;
}
