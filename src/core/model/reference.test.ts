/** The reference (README.md, the Help panel) says nothing that is not so: its examples are read and run. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RULES } from '../rules/index.ts';
import { PROFILES } from './model.ts';
import { parseModel } from './parse.ts';
import { SECTIONS } from './schema.ts';

const text = readFileSync(new URL('README.md', import.meta.url), 'utf8');
const fenced = (language: string) =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(([, code]) => code ?? '');

describe('the reference', () => {
  it('has a model example that is understood to its last key', () => {
    const [model = '', ...more] = fenced('yaml');
    expect(more).toEqual([]);
    const { model: read, findings, sound } = parseModel([{ path: 'a.model.yaml', text: model }]);
    expect(findings.map((f) => `${f.place.line}: ${f.message}`)).toEqual([]);
    expect(sound).toBe(true);
    for (const section of SECTIONS) expect(Object.keys(read[section]), section).not.toEqual([]);
  });

  it('names every section and profile', () => {
    for (const name of [...SECTIONS, ...PROFILES]) expect(text).toContain(name);
  });

  it('names only rules that there are', () => {
    const named = [...text.matchAll(/factline-ignore ([a-z-]+)|rules: \{ ([a-z-]+):|rule: ([a-z-]+),/g)].flatMap(
      ([, a, b, c]) => [a, b, c].filter((id) => id !== undefined && id !== 'rule-id'),
    );
    const known = new Set(RULES.map(({ meta }) => meta.id));
    expect(named.filter((id) => id !== undefined && !known.has(id))).toEqual([]);
  });
});
