import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { outlineOf } from './assist.ts';
import { type KnownModel, newsOf, withNews } from './model-news.ts';
import { modelCache, type ParsedModel, parseModel } from './parse.ts';

const shop = readFileSync(new URL('../workspace/samples/shop.model.yaml', import.meta.url), 'utf8');
const lines = shop.split('\n');

it('makes the new model out of the old one and what is new', () => {
  const part = fc.double({ min: 0, max: 0.999, noNaN: true });
  const move = fc.record({ from: part, take: fc.integer({ min: 1, max: 12 }), to: part });
  fc.assert(
    fc.property(fc.array(move, { minLength: 1, maxLength: 5 }), (moves) => {
      const cache = modelCache();
      let sent: ParsedModel | undefined;
      let known: KnownModel = { model: undefined, outline: [] };
      let text = lines;
      for (const { from, take, to } of moves) {
        const at = Math.floor(from * text.length);
        const rest = text.toSpliced(at, take);
        text = rest.toSpliced(Math.floor(to * rest.length), 0, ...text.slice(at, at + take));
        const now = parseModel([{ path: 'm', text: text.join('\n') }], cache);
        known = withNews(structuredClone(newsOf(now, sent)), known);
        sent = now;
        expect(known.model).toEqual(now.model);
        expect(Object.keys(known.model?.events ?? {})).toEqual(Object.keys(now.model.events));
        expect(known.outline).toEqual(outlineOf(now));
      }
    }),
    { numRuns: 100 },
  );
});

it('sends the definition that changed, and no other', () => {
  const cache = modelCache();
  const before = parseModel([{ path: 'm', text: shop }], cache);
  const { sections, outline } = newsOf(
    parseModel([{ path: 'm', text: shop.replace('version: 2', 'version: 3') }], cache),
    before,
  );
  expect(
    Object.entries(sections).map(([key, { names, changed }]) => [key, names, changed.map(([name]) => name)]),
  ).toEqual([['events', undefined, ['OrderPlaced']]]);
  expect(outline.every(({ names }) => names === undefined)).toBe(true);
});
