import { describe, expect, it } from 'vitest';
import { bearerOf, protocolTokenOf, tokenCheck } from './token.ts';

describe('a token', () => {
  it('is accepted only when it is the same', () => {
    const allowed = tokenCheck('0123456789abcdef');
    expect(['0123456789abcdef', '0123456789abcdeF', '0123456789abcde', '', undefined].map(allowed)).toEqual([true, false, false, false, false]);
  });
  it('is never empty, even when the server has none', () => expect(tokenCheck('')('')).toBe(false));
  it('comes in the Authorization header', () => {
    expect(bearerOf({ authorization: 'Bearer abc' })).toBe('abc');
    expect(bearerOf({ authorization: 'bearer abc' })).toBe('abc');
    expect(bearerOf({ authorization: 'Basic abc' })).toBeUndefined();
    expect(bearerOf({})).toBeUndefined();
  });
  it('or in the list of WebSocket protocols', () => {
    expect(protocolTokenOf({ 'sec-websocket-protocol': 'huawu, token.abc' })).toBe('abc');
    expect(protocolTokenOf({ 'sec-websocket-protocol': 'huawu' })).toBeUndefined();
  });
});
