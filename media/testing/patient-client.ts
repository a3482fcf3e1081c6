import { DtlsClient } from 'werift';

/** Handshake messages (RFC 5246 §7.4, RFC 6347 §4.3.2) and the flights of werift's client that they lead to. */
const VERIFY_REQUEST = 3;
const HELLO_DONE = 14;
const FINISHED = 20;
const [HELLO_WITH_COOKIE, KEYS_SENT] = [3, 5];

let healed = false;

/**
 * werift's client fails at a second HelloVerifyRequest and makes other keys of a server's flight that comes late and twice;
 * RFC 6347 §4.2.4 has it discard them, as browsers do. A repeated ServerHelloDone still makes it say its own flight again.
 */
export function healClients(): void {
  if (healed) return;
  healed = true;
  const { connect } = DtlsClient.prototype;
  DtlsClient.prototype.connect = function patient(this: DtlsClient) {
    const take = this.onHandleHandshakes;
    this.onHandleHandshakes = async (messages) => {
      const { flight } = this.dtls;
      const due = messages.filter(({ msg_type: type }) => {
        if (type === VERIFY_REQUEST) return flight < HELLO_WITH_COOKIE;
        return flight < KEYS_SENT || type === FINISHED || (type === HELLO_DONE && flight === KEYS_SENT);
      });
      await take(due);
    };
    return connect.call(this);
  };
}
