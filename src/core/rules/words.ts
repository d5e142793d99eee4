/** Words in names that rules of several topics look for. */
import { wordsOf } from '../words/split.ts';

/** Names of fields that hold what must never be recorded. */
export function namesSecret(field: string): boolean {
  const words = wordsOf(field);
  const pairs = words.map((word, i) => `${word} ${words[i + 1] ?? ''}`.trim());
  return (
    words.some((word) => ['password', 'passwd', 'passphrase', 'secret', 'apikey', 'pwd'].includes(word)) ||
    pairs.some((pair) =>
      [
        'api key',
        'api token',
        'access token',
        'refresh token',
        'auth token',
        'private key',
        'client secret',
        'bearer token',
        'session token',
      ].includes(pair),
    )
  );
}
