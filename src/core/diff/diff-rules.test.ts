/** Each rule has a page, and its examples are right: ❌ breaks it, ✅ does not, under each profile that has the rule. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PROFILES } from '../model/model.ts';
import { parseModel } from '../model/parse.ts';
import type { Case } from '../rules/proofs/proof.ts';
import { problemsOf } from '../rules/proofs/run.ts';
import { DIFF_RULES } from './diff-rules.ts';

const folder = new URL('./rules/', import.meta.url);
const EXAMPLE =
  /^## (❌|✅)\n\nBefore:\n\n```(\w+)\n([\s\S]*?)```\n\nAfter:\n\n```\2\n([\s\S]*?)```(?:\n\n```ts\n([\s\S]*?)```)?/gm;

interface Example {
  readonly bad: boolean;
  readonly given: Case;
}
function examplesOf(id: string): readonly Example[] {
  const page = readFileSync(new URL(`${id}.md`, folder), 'utf8');
  const all = [...page.matchAll(EXAMPLE)];
  expect(all.length, 'each heading has its pair').toBe([...page.matchAll(/^## /gm)].length);
  return all.map(([, mark, language, before = '', after = '', behavior]) => ({
    bad: mark === '❌',
    given:
      language === 'ndjson'
        ? { old: { journal: before }, journal: after }
        : { old: { model: before }, model: after, ...(behavior !== undefined && { behavior }) },
  }));
}

it('have a page each, and no page is of another', () => {
  expect(readdirSync(folder).sort()).toEqual(DIFF_RULES.map(({ id }) => `${id}.md`).sort());
});

describe.each(DIFF_RULES.map((meta) => ({ ...meta })))('$id', ({ id, severity }) => {
  const examples = examplesOf(id);
  it('has examples of both kinds', () => {
    expect(new Set(examples.map(({ bad }) => bad))).toEqual(new Set([true, false]));
  });
  for (const profile of PROFILES.filter((name) => severity[name] !== undefined))
    it.each(examples)(`is right about its examples under ${profile} ($bad)`, async ({ bad, given }) => {
      const found = await problemsOf(given, profile);
      expect(found.some(({ rule }) => rule === id)).toBe(bad);
    });
  it('has examples that are sound models', () => {
    for (const { given } of examples)
      for (const text of [given.old?.model, given.model])
        if (text !== undefined) expect(parseModel([{ path: 'a', text }]).findings).toEqual([]);
  });
});
