/** Each page about a fault: its example has that fault and no page lies about its clauses, and the healthy twin has it not. */
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { type LabExample, readPage } from '../core/faults/page.ts';
import { parseModel } from '../core/model/parse.ts';
import { startNodeSimulator } from './node.ts';

const folder = new URL('../core/faults/pages/', import.meta.url);
const pages = readdirSync(folder).map((name) => [name, readPage(readFileSync(new URL(name, folder), 'utf8'))] as const);
const open: { close(): Promise<void> }[] = [];
afterAll(async () => {
  for (const realm of open) await realm.close();
});

async function verdicts({ model: text, behavior, journal }: LabExample, target: string) {
  const { model, findings } = parseModel([{ path: 'example.model.yaml', text }]);
  expect(findings).toEqual([]);
  const realm = await startNodeSimulator([{ path: 'example.behavior.ts', text: behavior }], model);
  open.push(realm);
  expect(realm.loaded.error).toBeUndefined();
  const answer = await realm.session.simulate({ what: 'lab', journal, targets: [target] });
  return answer.verdicts;
}

describe('pages about faults', () => {
  it.each(pages)('%s', async (_, { target, property, clauses, faulty, healthy }) => {
    const broken = (await verdicts(faulty, target)).find((one) => one.property === property);
    expect(broken).toMatchObject({ target, holds: false });
    expect(broken?.schedule).toHaveLength(1);
    expect(broken?.clauses).toEqual(expect.arrayContaining([...clauses]));
    expect((await verdicts(healthy, target)).filter(({ holds }) => !holds)).toEqual([]);
  });
});
