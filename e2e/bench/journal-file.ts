/** A seeded Factline journal of N records of about 350 bytes, 100,000 subjects a million, three times each, a few gaps, repeats and non-ASCII lines. */

import { once } from 'node:events';
import { createWriteStream, existsSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

export const JOURNAL_TYPES = [
  'OrderPlaced',
  'OrderPaid',
  'OrderShipped',
  'OrderReturned',
  'NoteAdded',
  'StockCounted',
  'PriceChanged',
  'MailSent',
];
const START = Date.UTC(2026, 0, 1);

function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

/** Writes the file below test-results/ unless it is there; returns its path. */
export async function journalFile(count: number): Promise<string> {
  const dir = join(import.meta.dirname, '../../.cache');
  mkdirSync(dir, { recursive: true });
  const path = join(dir, `bench-${count}.ndjson`);
  if (existsSync(path) && statSync(path).size > count * 300) return path;
  const out = createWriteStream(path);
  const dice = random(7);
  const subjects = Math.max(1, Math.floor(count / 10));
  const sequences = new Uint32Array(subjects);
  let text = `${JSON.stringify({ factline: 1, journal: 'bench', sequence: { per: 'subject', base: 1 }, identity: ['id'] })}\n`;
  for (let n = 0; n < count; n++) {
    const subject = Math.floor(dice() * subjects);
    const skip = dice() < 0.0003 ? 2 : 1;
    const sequence = (sequences[subject] ?? 0) + skip;
    sequences[subject] = sequence;
    const at = START + n * 80 + Math.floor(dice() * 60);
    const iso = (millis: number) => new Date(millis).toISOString();
    const note = dice() < 0.009 ? 'geprüft – gut' : 'checked and good';
    text += `{"id":"r-${n.toString(36).padStart(8, '0')}","type":"${JOURNAL_TYPES[n % JOURNAL_TYPES.length]}","version":1,"subject_type":"order","subject_id":"o-${subject}","sequence":${sequence},"t_event":"${iso(at - 900)}","t_log":"${iso(at)}","producer":"shop","correlation_id":"c-${subject}","payload":{"order_id":"o-${subject}","total":${(dice() * 500).toFixed(2)},"status":"open","note":"${note}","lines":[1,2,3],"customer":"k-${n % 1000}"}}\n`;
    if (text.length > 1 << 20) {
      if (!out.write(text)) await once(out, 'drain');
      text = '';
    }
  }
  out.end(text);
  await once(out, 'finish');
  return path;
}
