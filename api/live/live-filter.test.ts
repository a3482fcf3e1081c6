import { describe, expect, it } from 'vitest';
import { filterOf, wants } from './live-filter.ts';

const words = { type: 'words', callId: 'a' };
const ended = { type: 'event', event: { callId: 'b', type: 'call.ended' } };
const agent = { type: 'agent' };
const heard = (query: string) => [words, ended, agent].filter((message) => wants(filterOf(new URLSearchParams(query)), message)).map((message) => message.type);

describe('a live connection', () => {
  it('hears everything when it asks for nothing', () => expect(heard('')).toEqual(['words', 'event', 'agent']));
  it('hears one call', () => expect([heard('call=a'), heard('call=b'), heard('call=c')]).toEqual([['words'], ['event'], []]));
  it('hears some types of message', () => expect(heard('types=words,agent')).toEqual(['words', 'agent']));
  it('hears some types of event', () => expect(heard('types=call.ended')).toEqual(['event']));
  it('takes an empty list for no filter', () => expect(heard('types=')).toEqual(['words', 'event', 'agent']));
});
