/** A source that, as a whole, is not what its reading says. The message holds what is wrong and what to do. */
export class ReadError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ReadError';
  }
}
