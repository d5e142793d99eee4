import { expect, it } from 'vitest';
import { withListNews } from '../../core/list-news.ts';
import { languageService } from './language.handler.ts';
import type { CheckProgress } from './language.protocol.ts';

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

it('tells how far a long first reading and judging are, and nothing of a key', async () => {
  const language = languageService({});
  const told: CheckProgress[] = [];
  const heard = { ...call, progress: (value: unknown) => told.push(value as CheckProgress) };
  const many = model(...Array.from({ length: 3000 }, (_, i) => `Thing${i}Happened`));
  await language.check({ files: file(many) }, heard);
  for (const doing of ['reading', 'checking'] as const) {
    const done = told.filter((progress) => progress.doing === doing).map((progress) => progress.done);
    expect(done.length).toBeGreaterThan(1);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    expect(done.at(-1)).toBeLessThanOrEqual(told.find((progress) => progress.doing === doing)?.of ?? 0);
  }
  told.length = 0;
  await language.check({ files: file(many.replace('Thing7Happened', 'Thing7Occurred')) }, heard);
  expect(told).toEqual([]);
});

it('stops reading for a newer text, and does not read again what it has read', async () => {
  const language = languageService({});
  const many = model(...Array.from({ length: 3000 }, (_, i) => `Thing${i}Happened`));
  const newer: { check?: ReturnType<typeof language.check> } = {};
  const again: CheckProgress[] = [];
  const progress = (value: unknown) => {
    newer.check ??= language.check(
      { files: file(`${many}  One: { version: 1 }\n`) },
      { ...call, progress: (more) => again.push(more as CheckProgress) },
    );
    first ??= value as CheckProgress;
  };
  let first: CheckProgress | undefined;
  await expect(language.check({ files: file(many) }, { ...call, progress })).rejects.toMatchObject({
    name: 'AbortError',
  });
  const whole = await languageService({}).check({ files: file(`${many}  One: { version: 1 }\n`) }, call);
  expect((await newer.check)?.counts).toEqual(whole.counts);
  expect(first?.doing).toBe('reading');
  for (const { doing, done } of again) if (doing === 'reading') expect(done).toBeGreaterThan(first?.done ?? 0);
});

it('gives suggestions behind the problems of the same key, and none for a text that is gone', async () => {
  const language = languageService({});
  const text = 'streams:\n  orders:\n    \n';
  const at = { path: 'a.model.yaml', text, line: 3, column: 5 };
  const order: string[] = [];
  const suggested = language.complete(at, call).then((found) => {
    order.push('suggestions');
    return found;
  });
  await language.check({ files: file(text) }, call).then(() => order.push('problems'));
  expect((await suggested).map(({ label }) => label)).toContain('record_kind');
  expect(order).toEqual(['problems', 'suggestions']);
  const late = expect(language.complete({ ...at, text: `${text}# gone` }, call)).rejects.toMatchObject({
    name: 'AbortError',
  });
  await language.check({ files: file(text) }, call);
  await late;
});
