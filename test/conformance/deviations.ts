import type { Deviation, Own } from './replay/deviation.ts';

/** Timer A of an INVITE (RFC 3261 §17.1.1.2): ms after the first copy, in 32 s. */
const TIMER_A = [500, 1500, 3500, 7500, 15_500, 31_500];
/** Timer E of other requests (RFC 3261 §17.1.2.2). */
const TIMER_E = [500, 1500, 3500, 7500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500];

const RETRANSMISSION =
  'Requests are repeated at the times of RFC 3261 §17.1, first after T1 = 0.5 s; the recorded server begins after 1 s';

const LEFT_WAITING = 'Requests that the app had not answered when it left get 503 at once; the recorded server stays silent';

/** Copies of the server’s message `repeats`, first sent at `sentAt`. */
const copies = (repeats: number, sentAt: number, after: number, timer: readonly number[]): Own[] =>
  timer.map((ms) => ({ after, repeats, at: sentAt + ms }));

/** Methods our server takes up; the value of its Allow header. */
const ALLOW = 'INVITE, ACK, BYE, CANCEL, OPTIONS, REGISTER, INFO, NOTIFY, SUBSCRIBE, PUBLISH, MESSAGE, UPDATE, PRACK, REFER';

const inOrder = (...own: Own[]): Own[] => own.sort((a, b) => (a.at ?? 0) - (b.at ?? 0));

/** Where our server does better than the recorded one on purpose. `docs/sip-server.md` tells the same to its readers. */
export const deviations: readonly Deviation[] = [
  {
    recording: '03',
    without: [80, 86, 87, 88],
    reason: 'A request with a CSeq below one already seen is refused (RFC 3261 §12.2.2), not passed to the app',
    instead: [{ after: 79, answers: 79, with: '500 Server Internal Error' }],
  },
  {
    recording: '03',
    without: [105],
    reason: 'A request with a To tag and no dialog gets 481, whether or not an app takes its method',
    instead: [{ after: 104, answers: 104, with: '481 Call/Transaction Does Not Exist' }],
  },
  {
    recording: '07',
    without: [],
    reason: 'REFER outside a dialog and unknown methods are answered; the recorded server stays silent',
    instead: [
      { after: 40, answers: 40, with: '405 Method Not Allowed', headers: [`Allow: ${ALLOW}`] },
      { after: 41, answers: 41, with: '501 Not Implemented' },
    ],
  },
  {
    recording: '20',
    without: [9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22],
    reason: RETRANSMISSION,
    instead: inOrder(...copies(5, 19, 8, TIMER_A), ...copies(6, 19, 8, TIMER_E)),
  },
  {
    recording: '21',
    without: [11, 12, 13, 14, 15, 16, 17, 18, 19],
    reason: RETRANSMISSION,
    instead: copies(9, 1018, 10, TIMER_E),
  },
  {
    recording: '21',
    without: [],
    reason: 'A cancelled INVITE that never gets its final response is over for the app 32 s after the CANCEL, with 487',
    instead: [
      {
        after: 19,
        at: 33_018,
        frame: 'sip|network|0|udp||0|15:57:56.000000|71dd4aa3-7051-4f89-89a1-0f5fd3c2441d|3f2876e2-6130-1240-029a-ce0b31f16fb4;from-tag=e4jHUBN7mQ9SD|',
        message: [
          'SIP/2.0 487 Request Terminated',
          'Via: SIP/2.0/UDP 127.0.0.1:5064;rport;branch=z9hG4bKe4c0tXDmy66Ze',
          'From: <sip:127.0.0.1:5064>;tag=e4jHUBN7mQ9SD',
          'To: <sip:bob@127.0.0.1:49746>;tag=made-up-here',
          'Call-ID: 3f2876e2-6130-1240-029a-ce0b31f16fb4',
          'CSeq: 123127729 INVITE',
          'Content-Length: 0',
        ],
      },
    ],
  },
  {
    recording: '23',
    without: [],
    reason: 'When the app says nothing the server answers in its place before the sender gives up',
    instead: [
      { after: 7, at: 30_013, answers: 4, with: '503 Service Unavailable' },
      { after: 8, repeats: 7.01 },
    ],
  },
  {
    recording: '23',
    without: [],
    reason: LEFT_WAITING,
    instead: [{ after: 11.9, answers: 11, with: '503 Service Unavailable' }],
  },
  {
    recording: '26',
    without: [14, 15, 16, 17, 18, 19, 20, 21, 22],
    reason: RETRANSMISSION,
    instead: copies(12, 222, 13, TIMER_E),
  },
  {
    recording: '28',
    without: [38],
    reason: 'remove_route takes away the verb it names; the recorded server takes away all of that app',
    instead: [{ after: 37, passesUp: 37, like: 10, asNew: true }],
  },
  {
    recording: '28',
    without: [],
    reason: LEFT_WAITING,
    instead: [{ after: 38.9, answers: 37, with: '503 Service Unavailable' }],
  },
  {
    recording: '29',
    without: [],
    reason: 'A 200 after a provisional inside a re-INVITE reaches the app; the recorded server drops it',
    instead: [{ after: 16, passesUp: 16, like: 15 }],
  },
];
