import { describe, expect, it } from 'vitest';
import { Player } from './player.ts';

const sound = (...bytes: number[]) => ({ alaw: Uint8Array.from(bytes), ulaw: Uint8Array.from(bytes) });

function playing() {
  const ends: string[] = [];
  const player = new Player((id, end) => ends.push(`${id} ${end}`));
  const packet = (length = 4) => {
    player.settle();
    const bytes = new Uint8Array(length);
    player.fill('ulaw', bytes, 0, length);
    return [...bytes];
  };
  return { player, ends, packet };
}

describe('the player', () => {
  it('says silence when it has nothing', () => {
    expect(playing().packet()).toEqual([255, 255, 255, 255]);
  });

  it('joins sounds without a gap and tells the end when the packet after the last is due', () => {
    const { player, ends, packet } = playing();
    player.play(7, [sound(1, 2, 3), sound(), sound(4, 5)], false);
    expect(packet()).toEqual([1, 2, 3, 4]);
    expect(packet()).toEqual([5, 255, 255, 255]);
    expect(ends).toEqual([]);
    packet();
    expect(ends).toEqual(['7 finished']);
  });

  it('goes on with the music where it was, within the packet', () => {
    const { player, packet } = playing();
    player.music('calm', sound(10, 11, 12, 13, 14, 15));
    expect(packet()).toEqual([10, 11, 12, 13]);
    player.play(1, [sound(1, 2)], false);
    expect(packet()).toEqual([1, 2, 14, 15]);
    expect(packet()).toEqual([10, 11, 12, 13]);
    player.music('calm', sound(10, 11, 12, 13, 14, 15));
    expect(packet()).toEqual([14, 15, 10, 11]);
    player.music(undefined, undefined);
    expect(packet()).toEqual([255, 255, 255, 255]);
  });

  it('loops until stopped, and a new play stops the old one', () => {
    const { player, ends, packet } = playing();
    player.play(1, [sound(1), sound(2)], true);
    expect(packet()).toEqual([1, 2, 1, 2]);
    player.play(2, [sound(9, 9, 9, 9)], true);
    expect(packet()).toEqual([9, 9, 9, 9]);
    player.stop('leg-closed');
    expect(ends).toEqual(['1 stopped', '2 leg-closed']);
  });

  it('ends at once when there is nothing to play, even in a loop', () => {
    const { player, ends, packet } = playing();
    player.play(3, [sound()], true);
    packet();
    expect(ends).toEqual(['3 finished']);
  });
});
