export { type FakeMediaLeg } from './fake-media.ts';
export { type FakeIncoming, sdpOf } from './fake-sip.ts';
export { NOTHING_LEFT, NUMBER, RING_MS, SALES, StoryHouse, type StoryOptions, SUPPORT, WRAP_UP_MS } from './story-house.ts';
