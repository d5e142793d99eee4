import { expect, it } from 'vitest';
import { languageService } from './language.handler.ts';

const file = (text: string) => [{ path: 'a.model.yaml', text }];
const call = { signal: new AbortController().signal, progress: () => {} };
const diff = (old: string, now: string, code?: string) =>
  languageService({}).diff(
    {
      old: file(old),
      now: file(now),
      ...(code !== undefined && { behavior: [{ path: 'a.behavior.ts', text: code }] }),
    },
    call,
  );
const model = (payload: string, more = '') =>
  `profiles: [eventing]\n${more}events:\n  Placed: { version: 1, payload: { ${payload} } }\n`;

it('says what is breaking first, with its rules and place', async () => {
  expect(await diff(model('a: string'), model('b: string?', 'streams: { s: {} }\n'))).toMatchObject({
    kind: 'compared',
    counts: { breaking: 1, compatible: 2, drift: 0 },
    profiles: ['eventing'],
    differences: [
      {
        kind: 'breaking',
        side: 'old',
        place: { file: 'a.model.yaml', line: 3 },
        broken: [{ rule: 'breaking-change-versioned', clauses: ['EM-051'], severity: 'error' }],
      },
      { kind: 'compatible' },
      { kind: 'compatible' },
    ],
  });
});

it('marks what is set aside, and what is so for nothing', async () => {
  const waiver = 'waivers: [ { rule: breaking-change-versioned, at: /events/Placed, why: nobody has it } ]\n';
  expect(await diff(model('a: string'), model('a: integer', waiver))).toMatchObject({
    differences: [{ broken: [{ severity: 'silenced' }] }, { what: 'waivers changed' }],
    idle: [],
  });
  expect(await diff(model('a: string', waiver), model('a: string', waiver))).toMatchObject({
    differences: [],
    idle: [{ rule: 'silence-without-effect' }],
  });
});

it('says which side cannot be read', async () => {
  expect(await diff('a: [', model('a: string'))).toMatchObject({ kind: 'unreadable', side: 'old' });
  expect(await diff(model('a: string'), 'just: this')).toMatchObject({
    kind: 'unreadable',
    side: 'new',
    finding: { message: expect.stringContaining('no section of a model') },
  });
});

it('says when upcasters cannot be judged', async () => {
  expect(await diff(model('a: string'), model('a: string'), 'export const upcasters = make();')).toMatchObject({
    unjudged: true,
  });
});
