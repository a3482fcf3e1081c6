/**
 * Which pieces of audio a client may be told are done. When a recogniser process is replaced, it is given again what has no
 * final words yet; those pieces were told before.
 */
export class AckCount {
  /** Pieces of the open turn done by the present process, and the most ever told. */
  #done = 0;
  #told = 0;

  /** One piece is done; true when the client does not know it yet. */
  handled(): boolean {
    this.#done += 1;
    if (this.#done <= this.#told) return false;
    this.#told = this.#done;
    return true;
  }

  /** A new process begins again behind the last final. */
  replaced(): void {
    this.#done = 0;
  }

  /** Final words: everything before them is done. */
  final(): void {
    this.#done = 0;
    this.#told = 0;
  }
}
