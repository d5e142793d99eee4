import { expect, it } from 'vitest';
import { withListNews } from '../../core/list-news.ts';
import { languageService } from './language.handler.ts';

const call = { signal: new AbortController().signal, progress: () => {} };
const file = (text: string) => [{ path: 'a.model.yaml', text }];
const model = (...names: readonly string[]) =>
  `events:\n${names.map((name) => `  ${name}: { version: 1 }\n`).join('')}`;

it('drops a check that a newer text made stale', async () => {
  const language = languageService({});
  const older = language.check({ files: file(model('One')) }, call);
  const newer = language.check({ files: file(model('One', 'One')) }, call);
  await expect(older).rejects.toMatchObject({ name: 'AbortError' });
  expect((await newer).findings.items).toContainEqual(expect.objectContaining({ rule: 'syntax' }));
});

it('sends only the findings that are new to the page', async () => {
  const language = languageService({});
  const all = await language.check({ files: file(model('OneHappened', 'TwoHappened', 'Three')) }, call);
  expect(all).toMatchObject({ since: 0, findings: { from: 0, drop: 0 } });
  const text = model('OneHappened', 'TwoHappened', 'Three').replace('TwoHappened: {', 'TwoHappened: { nonsense: 1,');
  const more = await language.check({ files: file(text), known: all.answer }, call);
  expect(more.since).toBe(all.answer);
  expect(more.findings.items.length).toBeLessThan(all.findings.items.length);
  expect(more.findings.items).toContainEqual(expect.objectContaining({ rule: 'unknown-key' }));
  const whole = await language.check({ files: file(text) }, call);
  expect(whole.since).toBe(0);
  expect(withListNews(more.findings, all.findings.items)).toEqual(whole.findings.items);
  const same = await language.check({ files: file(text), known: whole.answer }, call);
  expect(same.findings).toMatchObject({ drop: 0, items: [] });
});

it('tells of the problem at the cursor, however many there are', async () => {
  const many = model(...Array.from({ length: 4000 }, (_, i) => `Thing${i}Happened`)).replaceAll(
    'version: 1',
    'nonsense: 1',
  );
  const lines = (
    await languageService({}).check({ files: file(many), near: { file: 'a.model.yaml', line: 3900 } }, call)
  ).findings.items.map(({ place }) => place.line ?? 0);
  expect(lines).toHaveLength(2000);
  expect(lines).toContain(3900);
  expect(lines).toEqual(lines.toSorted((a, b) => a - b));
});
