/** A process that records a bridged call to the file of its first argument until it is killed. For the kill test. */
import { tone } from '../wav/tone.ts';
import { TestPhone } from './test-phone.ts';
import { startTestRoom } from './test-room.ts';

const room = await startTestRoom();
const [caller, agent] = [await TestPhone.open('ulaw'), await TestPhone.open('alaw')];
const [a, b] = [await room.call(caller), await room.call(agent)];
caller.say(tone(400, 1000), a.local.port);
agent.say(tone(1000, 1000), b.local.port);
room.media.bridge(a, b);
const audio = room.media.audio('call', { file: process.argv[2] ?? '', tap: true });
audio.attach('caller', a);
audio.attach('agent', b);
process.send?.('recording');
