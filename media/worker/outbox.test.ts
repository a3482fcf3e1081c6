import { describe, expect, it } from 'vitest';
import { Outbox } from './outbox.ts';

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

describe('the outbox of a thread', () => {
  it('sends what was added in one turn as one message, in order', async () => {
    const messages: (readonly string[])[] = [];
    const outbox = new Outbox<string>((items) => messages.push(items));
    outbox.add('a');
    await Promise.resolve();
    outbox.add('b');
    expect(messages).toEqual([]);
    await nextTurn();
    outbox.add('c');
    await nextTurn();
    await nextTurn();
    expect(messages).toEqual([['a', 'b'], ['c']]);
  });

  it('sends nothing twice when it is hurried, and nothing that was forgotten', async () => {
    const messages: (readonly string[])[] = [];
    const outbox = new Outbox<string>((items) => messages.push(items));
    outbox.add('a');
    outbox.flush();
    outbox.add('b');
    outbox.clear();
    await nextTurn();
    expect(messages).toEqual([['a']]);
  });
});
