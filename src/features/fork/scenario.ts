/** A fork as a scenario: the record of it that shows what the changes lead to. */
import type { Services } from '../../app/services.ts';
import type { Row } from '../../workers/journal/journal.protocol.ts';

/** Looked through for a record of the subject that was changed. */
const NEAR = 500;

/**
 * The first record after the first difference whose subject was changed; the last one before it where none follows. `agree` slots are the same in both.
 */
export async function recordToTell(
  journals: Pick<Services['journals'], 'rows'>,
  { fork, original, agree }: { readonly fork: string; readonly original: string; readonly agree: number },
): Promise<Row | undefined> {
  const slots = async (id: string, from: number, count: number) =>
    (await journals.rows({ id, query: { sort: 'slot' }, from, count })).rows;
  const [was, next] = await slots(original, agree, 2);
  const after = await slots(fork, agree, NEAR);
  const [is] = after;
  // Where the original goes on one record later, that record was taken out or comes later; else another one stands here.
  const subject = was && (!is || is.id === next?.id) ? was.subject : is?.subject;
  const before = Math.max(0, agree - NEAR);
  return (
    after.find((row) => row.subject === subject) ??
    (await slots(fork, before, agree - before)).findLast((row) => row.subject === subject)
  );
}
