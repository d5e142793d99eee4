/** Names as words: `OrderPlaced`, `orderPlaced`, `order_placed`, `sys.order.placed`, `HTTPServerStarted2`. */
export function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[^A-Za-z\d]+/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());
}

/** Words that say that something may still be undone or is not sure. */
export const PROVISIONAL: ReadonlySet<string> = new Set([
  'pending',
  'provisional',
  'provisionally',
  'tentative',
  'tentatively',
  'draft',
  'drafted',
  'uncertain',
  'retractable',
  'unconfirmed',
  'preliminary',
  'maybe',
  'possibly',
  'proposed',
  'temporary',
  'temporarily',
]);

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
