/**
 * A journal as a picture, for tests: a subject a line, then its records `Type#sequence`, in file order.
 *
 *     o-1: Placed#1 Shipped#3=x@5!p     `=x` an id (else it is made), `@5` seconds of t_log, `!p` a payload
 */
export function journalOf(picture: string): Uint8Array {
  const lines = picture
    .trim()
    .split('\n')
    .flatMap((row) => {
      const [subject, rest = ''] = row.trim().split(': ');
      return rest
        .trim()
        .split(' ')
        .map((word) => {
          const parts = /^(\w+)#(\d+)(?:=([\w-]+))?(?:@(\d+))?(?:!(\w+))?$/.exec(word);
          if (!parts) throw new Error(`no record is written like this: ${word}`);
          const [, type, sequence, id, second, payload] = parts;
          return JSON.stringify({
            ...(id !== undefined && { id }),
            type,
            subject_type: 'order',
            subject_id: subject,
            sequence: Number(sequence),
            ...(second !== undefined && { t_log: `2026-01-01T00:00:${second.padStart(2, '0')}Z` }),
            payload: { p: payload ?? 'x' },
          });
        });
    });
  return new TextEncoder().encode(`${lines.join('\n')}\n`);
}
