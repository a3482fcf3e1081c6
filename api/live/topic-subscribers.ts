/** Who listens to which topic. */
export class TopicSubscribers<C extends { readonly topics: Set<string> }> {
  readonly #topics = new Map<string, Set<C>>();

  add(topic: string, client: C): void {
    client.topics.add(topic);
    this.#topics.set(topic, (this.#topics.get(topic) ?? new Set<C>()).add(client));
  }

  delete(topic: string, client: C): void {
    client.topics.delete(topic);
    const clients = this.#topics.get(topic);
    clients?.delete(client);
    if (clients?.size === 0) this.#topics.delete(topic);
  }

  leave(client: C): void {
    for (const topic of [...client.topics]) this.delete(topic, client);
  }

  of(topic: string): readonly C[] {
    return [...(this.#topics.get(topic) ?? [])];
  }

  has(topic: string): boolean {
    return this.#topics.has(topic);
  }
}
