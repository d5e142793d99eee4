import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { shopJournal } from '../../core/workspace/samples/shop-journal.ts';
import { folder, run as runIn } from '../testing/run.ts';
import { lab } from './lab.ts';

const { file, remove } = folder('lab');
afterAll(remove);
const sample = (name: string) => readFileSync(new URL(`../../core/workspace/samples/${name}`, import.meta.url), 'utf8');
const journal = file('shop.ndjson', shopJournal());
const model = sample('shop.model.yaml');
const behavior = [file('shop.behavior.ts', sample('shop.behavior.ts.txt'))];
let n = 0;
const run = (values = {}, text = model) =>
  runIn(lab, [journal], { behavior, model: [file(`${++n}/shop.model.yaml`, text)], schedules: '30', ...values });

interface Answer {
  readonly verdicts: readonly {
    readonly target: string;
    readonly property: string;
    readonly holds: boolean;
    readonly not_tried?: string;
    readonly needs?: string;
    readonly schedule: readonly object[];
  }[];
}

describe('factline lab', () => {
  it('accuses nobody in the worked example', async () => {
    const { status, out } = await run();
    const { verdicts } = JSON.parse(out) as Answer;
    expect(verdicts.filter(({ holds }) => !holds)).toEqual([]);
    expect(status).toBe(0);
    expect(verdicts.map(({ target, property }) => `${target} ${property}`)).toEqual(
      expect.arrayContaining([
        'consumer/receipt_mailer idempotent',
        'projection/open_orders crash',
        'fold/order order',
      ]),
    );
  });

  it('finds a mail that is sent twice, with one fault, and the same for the same seed', async () => {
    const careless = model.replace('dedupe_by: id', 'dedupe_by: none').replace('guard: id', '');
    const { status, out } = await run({ seed: '5' }, careless);
    const { verdicts } = JSON.parse(out) as Answer;
    expect(status).toBe(1);
    expect(verdicts.find(({ property }) => property === 'effects')).toMatchObject({
      holds: false,
      schedule: [{ type: 'OrderPlaced' }],
    });
    expect((await run({ seed: '5' }, careless)).out).toBe(out);
  });

  it('does not say of what always fails that it holds', async () => {
    const text = sample('shop.behavior.ts.txt').replace(
      /(receipt_mailer: \([^)]*\) => )[\s\S]*?\n {2}\},/,
      '$1{\n    throw new Error("boom");\n  },',
    );
    const { status, out } = await run({ behavior: [file('failing/shop.behavior.ts', text)], format: 'text' });
    expect(text).toContain('boom');
    expect(status).toBe(1);
    expect(out).toMatch(/^not tried {2}consumer\/receipt_mailer idempotent: it fails on the clean journal.*boom/m);
    expect(out).not.toMatch(/^holds {3}consumer\/receipt_mailer/m);
    expect(out).toMatch(/^FAILS {5}consumer\/receipt_mailer without any fault, (\d+) of \1: .*boom/m);
  });

  it('refuses what it cannot use', async () => {
    await expect(run({ seed: 'x' })).rejects.toMatchObject({ name: 'UsageError' });
    await expect(runIn(lab, [journal], { behavior })).rejects.toMatchObject({
      message: 'which model? Give --model FILE',
    });
  });
});

describe('what was not tried', () => {
  it('is told beside what holds: an inline projection gets nothing twice', async () => {
    const { status, out } = await run({ format: 'text' });
    expect(status).toBe(0);
    expect(out).toMatch(/^not tried {2}projection\/open_orders idempotent: it is applied inline/m);
    expect(out).toMatch(/\d+ verdicts, 0 broken, \d+ not tried/);
    expect(out).not.toMatch(/^holds .*\D0 schedules|^holds [^,]*$/m);
  });
  it('is all of it where the journal is another: it exits 1 and says what to do', async () => {
    const other = file('other.ndjson', shopJournal().replaceAll('"type":"Order', '"type":"Bestellung'));
    const { status, out, err } = await runIn(lab, [other], {
      behavior,
      model: [file('o.model.yaml', model)],
      format: 'text',
    });
    expect([status, /^(holds|BREAKS)/m.test(out)]).toEqual([1, false]);
    expect(err).toContain('nothing was tried: none of the');
    const json = await runIn(lab, [other], { behavior, model: [file('p.model.yaml', model)] });
    const { verdicts } = JSON.parse(json.out) as Answer;
    expect(verdicts.length).toBeGreaterThan(5);
    expect(verdicts.filter(({ not_tried }) => not_tried === undefined)).toEqual([]);
  });
});
