import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import { RULES } from '../../core/rules/index.ts';
import { sarifFaults } from '../formats/testing/sarif-check.ts';
import { describeRule } from '../rule-pages.ts';
import { folder, run as runIn } from '../testing/run.ts';
import { check } from './check.ts';

const { path, file, text, remove } = folder('check');
afterAll(remove);
const run = (paths: readonly string[], values = {}, stdin: string | Uint8Array = '') =>
  runIn(check, paths, values, stdin);
const usage = (message: string) => ({ name: 'UsageError', message: expect.stringContaining(message) });

const samples = new URL('../../core/workspace/samples/', import.meta.url);
const shop = readFileSync(new URL('shop.model.yaml', samples), 'utf8');
const pending =
  'profiles: [hless]\nstreams:\n  orders: { description: Orders., record_kind: FACT, partition_key: subject_id, ordering_scope: partition, retention: 90d, time: { t_event: record }, idempotency: { strategy: record_id } }\nevents:\n  OrderPending: { stream: orders, payload: { total: number } }\n';
/** A warning and nothing else. */
const silent = `factline: 1\nevents:\n  # factline-ignore fact-not-provisional: why not\n`;
const good = file('good/shop.model.yaml', shop);
const bad = file('bad.model.yaml', pending);
interface Printed {
  readonly problems: readonly { readonly file: string; readonly rule: string; readonly line: number }[];
  readonly summary: object;
}
const printed = async (paths: readonly string[], values = {}, stdin = '') =>
  JSON.parse((await run(paths, { format: 'json', ...values }, stdin)).out) as Printed;

describe('exit status and --fail-on', () => {
  const warning = file('warning.model.yaml', silent);
  it.each([
    ['nothing', good, undefined, 0],
    ['nothing, all failing', good, 'info', 0],
    ['an error', bad, undefined, 1],
    ['an error, named', bad, 'error', 1],
    ['a warning', warning, undefined, 0],
    ['a warning, failing', warning, 'warning', 1],
    ['a warning, infos failing too', warning, 'info', 1],
  ] as const)('%s', async (_, model, failOn, status) => {
    expect((await run([model], { 'fail-on': failOn })).status).toBe(status);
  });
  it('takes the profiles of the option', async () => {
    expect((await run([bad], { profile: 'envelope' })).out).not.toContain('fact-not-provisional');
    expect((await run([bad], { profile: 'envelope, hless' })).out).toContain('fact-not-provisional');
  });
});

describe('bad usage', () => {
  mkdirSync(join(path, 'empty/node_modules'), { recursive: true });
  file('empty/node_modules/x.model.yaml', shop);
  file('empty/.git/x.model.yaml', shop);
  file('only/a.behavior.ts', '');
  const notText = file('latin.model.yaml', new Uint8Array([0x6d, 0xfc, 0x0a]));
  const utf16 = file('utf16.model.yaml', Buffer.from('\ufefffactline: 1', 'utf16le'));
  const zip = file('ws.zip', zipSync({ 'a.model.yaml': strToU8(pending) }));
  const noModel = file('no.zip', zipSync({ 'a.behavior.ts': strToU8('') }));
  const leadsOut = file('out.zip', zipSync({ '../a.model.yaml': strToU8(pending) }));
  const damaged = file('damaged.zip', new Uint8Array([80, 75, 3, 4, 0, 0]));
  it.each([
    ['no model', [], {}, 'which model?'],
    [
      'a file that is not there',
      ['nowhere.model.yaml'],
      {},
      'cannot read nowhere.model.yaml: there is no such file. Check',
    ],
    ['a path through a file', [join(bad, 'x.model.yaml')], {}, 'a part of the path is no folder'],
    ['text that is not UTF-8', [notText], {}, 'latin.model.yaml: it is not UTF-8 text. Save it as UTF-8'],
    ['UTF-16', [utf16], {}, 'it is not UTF-8 text'],
    ['a folder without a model', [join(path, 'empty')], {}, 'there is no model (*.model.yaml'],
    ['a folder with behavior only', [good, join(path, 'only')], {}, 'there is no model (*.model.yaml'],
    ['a zip without a model', [noModel], {}, 'there is no model (*.model.yaml'],
    ['a damaged zip', [damaged], {}, 'This is no zip that can be read'],
    ['a zip with a path that leads out', [leadsOut], {}, 'a path that leads out of it: ../a.model.yaml'],
    ['behavior alone', [join(path, 'only/a.behavior.ts')], {}, 'which model?'],
    ['behavior that is not there', [good], { behavior: ['nowhere.behavior.ts'] }, 'there is no such file'],
    ['a folder without behavior', [good], { behavior: [join(path, 'good')] }, 'there is no behavior (*.behavior.ts)'],
    ['standard input twice', ['-'], { behavior: ['-'] }, 'can be read once only'],
    ['an unknown format', [good], { format: 'xml' }, '--format is text, json, sarif, junit or github, not xml'],
    ['an unknown severity', [good], { 'fail-on': 'fatal' }, '--fail-on is info, warning or error, not fatal'],
    ['an unknown profile', [good], { profile: 'hless,hles' }, 'no profile "hles"; there are: hless'],
    ['--fix of standard input', ['-'], { fix: true }, '--fix needs files, not standard input'],
    ['--fix of a zip', [zip], { fix: true }, 'unpack it first'],
  ] as const)('is refused: %s', async (_, paths, values, message) => {
    await expect(run(paths, values)).rejects.toMatchObject(usage(message));
  });
});

interface Located {
  readonly rule: string;
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
}
describe('a program that loops on --format json', () => {
  it.each([
    ['nothing', ''],
    ['a list', '[1, 2]'],
    ['an open brace', 'events: {'],
    ['a tag', 'events: !!js/function "x"'],
    ['nested without end', '['.repeat(50_000)],
    ['a name that looks like another', 'events:\n  Payment: {}\n  P\u0430yment: {}\n'],
  ])('gets JSON with a place for %s', async (name, content) => {
    const { out, err, status } = await run(['-'], { format: 'json' }, content);
    const { problems } = JSON.parse(out) as { readonly problems: readonly Readonly<Record<string, unknown>>[] };
    expect([err, status]).toEqual(['', name === 'nothing' ? 0 : 1]);
    for (const key of ['rule', 'severity', 'message', 'file', 'line', 'column', 'endLine', 'endColumn'])
      expect(problems.every((problem) => problem[key] !== undefined)).toBe(true);
  });
  it('mends what is told, and ends with 0', async () => {
    let content = 'evnts:\n  A: { description: x, purpose: audit, verison: 1 }\n';
    let calls = 0;
    for (let status = 1; status === 1 && calls < 9; calls++) {
      const ran = await run(['-'], { format: 'json', profile: 'envelope' }, content);
      status = ran.status;
      const { problems } = JSON.parse(ran.out) as { readonly problems: readonly Located[] };
      const first = problems.find(({ rule }) => rule === 'unknown-key');
      const meant = /Did you mean `(\w+)`/.exec(first?.message ?? '')?.[1];
      if (!first || meant === undefined) continue;
      const lines = content.split('\n');
      const line = lines[first.line - 1] ?? '';
      content = lines
        .with(first.line - 1, line.slice(0, first.column - 1) + meant + line.slice(first.endColumn - 1))
        .join('\n');
    }
    expect([calls, content]).toEqual([3, 'events:\n  A: { description: x, purpose: audit, version: 1 }\n']);
  });
});

describe('what is checked', () => {
  const events = (name: string) => `events:\n  ${name}: { stream: orders, payload: { total: number } }\n`;
  const parts = {
    'b/events.model.yml': `profiles: [hless]\n${events('OrderPending')}`,
    'a.model.json':
      '{ "streams": { "orders": { "description": "Orders.", "record_kind": "FACT", "partition_key": "subject_id", "ordering_scope": "partition", "retention": "90d", "time": { "t_event": "record" }, "idempotency": { "strategy": "record_id" } } } }',
    'B.model.yaml': events('OrderDraft'),
    'x.behavior.ts': 'export const folds = {};',
    'node_modules/n/n.model.yaml': events('OrderMaybe'),
    '.hidden/h.model.yaml': events('OrderTentative'),
    'README.md': 'nothing',
  };
  for (const [name, content] of Object.entries(parts)) file(`parts/${name}`, content);
  const at = (name: string) => join(path, 'parts', name);

  it('is a folder and all below it, sorted, as one model', async () => {
    const { problems } = await printed([join(path, 'parts')]);
    expect(problems.map((p) => p.file)).toEqual([at('B.model.yaml'), at('b/events.model.yml')]);
    expect(problems.every(({ rule }) => rule === 'fact-not-provisional')).toBe(true);
    const { out } = await run([join(path, 'parts')], { format: 'junit' });
    expect([...out.matchAll(/<testsuite name="([^"]*)"/g)].map(([, name]) => name)).toEqual(
      ['B.model.yaml', 'a.model.json', 'b/events.model.yml', 'x.behavior.ts'].map(at),
    );
  });
  it('is each file once, however often it is named', async () => {
    expect(await printed([join(path, 'parts'), at('B.model.yaml')])).toEqual(await printed([join(path, 'parts')]));
  });
  it('is a workspace zip, from a file or standard input', async () => {
    const zip = zipSync({
      'a.model.yaml': strToU8(pending),
      'x.behavior.ts': strToU8(''),
      'log.ndjson': strToU8('{}'),
    });
    const { problems } = await printed([file('workspace.zip', zip)]);
    expect(problems).toMatchObject([{ file: join(path, 'workspace.zip/a.model.yaml'), line: 5 }]);
    expect((await run(['-'], {}, zip)).out).toContain('-/a.model.yaml:5:3 error');
  });
  it('is standard input', async () => {
    const { status, out } = await run(['-'], {}, pending);
    expect(status).toBe(1);
    expect(out).toMatch(
      /^-:5:3 error .*\n {4}OrderPending: \{ stream: orders, payload: \{ total: number \} \}\n {4}\^{12}\n1 error, 0 warnings, 0 infos$/,
    );
  });
  it('takes behavior beside the model', async () => {
    const behavior = [at('x.behavior.ts'), join(path, 'parts')];
    expect((await run([good], { behavior })).status).toBe(0);
    expect((await run([good, at('x.behavior.ts')])).status).toBe(0);
  });
  it('counts lines and columns as an editor does, whatever the line ends and a byte order mark', async () => {
    const { problems } = await printed(['-'], {}, `\ufeff${pending.replace(/\n/g, '\r\n')}`);
    expect(problems).toMatchObject([{ line: 5, column: 3, endLine: 5, endColumn: 15 }]);
    const silenced = pending.replace(
      '  OrderPending',
      '  # factline-ignore fact-not-provisional: it is\n  OrderPending',
    );
    expect((await run(['-'], {}, silenced.replace(/\n/g, '\r\n'))).out).toBe('0 errors, 0 warnings, 0 infos');
  });
});

describe('formats', () => {
  it('are what they say', async () => {
    const out = async (format: string) => (await run([bad], { format })).out;
    expect(await out('text')).toContain('fact-not-provisional, HL-053');
    expect(JSON.parse(await out('json'))).toMatchObject({
      problems: [{ rule: 'fact-not-provisional', clauses: ['HL-053'], pointer: '/events/OrderPending' }],
      summary: { error: 1, warning: 0, info: 0 },
    });
    const sarif = JSON.parse(await out('sarif'));
    expect(sarifFaults(sarif)).toEqual([]);
    expect(sarif.runs[0].tool.driver.rules[0].help.markdown).toContain('## ✅');
    expect(await out('junit')).toContain('failures="1"');
    expect(await out('github')).toMatch(/^::error file=.*bad\.model\.yaml,line=5,col=3,endLine=5,endColumn=15,title=/);
  });
});

describe('--fix', () => {
  const pages = RULES.flatMap(({ meta }) => {
    const page = describeRule(meta.id).page ?? '';
    return [...page.matchAll(/^## ❌\n\n```yaml\n([\s\S]*?)```/gm)].map(([, content = ''], i) => ({
      name: `${meta.id} ${i}`,
      content,
    }));
  });
  const others = [
    { name: 'an unknown key', content: 'events:\n  A: { verison: 1, desciption: x }\n' },
    { name: 'a key that is there already', content: 'events:\n  A:\n    verison: 1\n    version: 2\n' },
    { name: 'a section that is there already', content: 'events:\n  A: {}\nevent:\n  A: {}\n' },
    {
      name: 'a reference',
      content: 'streams:\n  orders: { record_kind: FACT }\nevents:\n  OrderDraft: { stream: order }\n',
    },
    { name: 'what a draft left open', content: "events:\n  A: { version: '?' }\n" },
    { name: 'no YAML', content: 'events: [\n' },
  ];
  const rank = { error: 2, warning: 1, info: 0 } as const;
  interface Found {
    readonly rule: string;
    readonly pointer: string;
    readonly severity: keyof typeof rank;
    readonly message: string;
  }
  const of = async (model: string) => (await printed([model])).problems as unknown as readonly Found[];

  it.each([...pages, ...others])('is done once and for all, and makes nothing worse: $name', async ({ content }) => {
    const model = file('fix.model.yaml', content);
    const before = await of(model);
    await run([model], { fix: true });
    const mended = text('fix.model.yaml');
    const after = await of(model);
    for (const f of after) {
      const was = before.filter((b) => b.rule === f.rule && b.pointer === f.pointer);
      if (was.length > 0)
        expect(Math.max(...was.map((b) => rank[b.severity]))).toBeGreaterThanOrEqual(rank[f.severity]);
      if (['syntax', 'duplicate-name'].includes(f.rule)) expect(before.map(({ rule }) => rule)).toContain(f.rule);
    }
    if (before.every(({ rule }) => RULES.some(({ meta }) => meta.id === rule)))
      expect(after.length).toBeLessThanOrEqual(before.length);
    await run([model], { fix: true });
    expect(text('fix.model.yaml')).toBe(mended);
  });

  it('mends what stands below what it mended, and says how much', async () => {
    const model = file('deep.model.yaml', 'profiles: [envelope]\nevent:\n  A: { desciption: x, purpose: audit }\n');
    const { err, out, status } = await run([model], { fix: true });
    expect(text('deep.model.yaml')).toContain('events:\n');
    expect(text('deep.model.yaml')).toContain('description: x');
    expect(text('deep.model.yaml')).toContain('version: 1');
    expect([status, err, out]).toEqual([0, 'fixed 3 problems', '0 errors, 0 warnings, 0 infos']);
  });
  it('leaves what would do harm, and says so', async () => {
    const content = 'service:\n  a: {}\nservices:\n  b: {}\n';
    const { err, status } = await run([file('harm.model.yaml', content)], { fix: true, profile: 'hless' });
    expect([status, text('harm.model.yaml')]).toEqual([1, content]);
    expect(err).toMatch(/harm\.model\.yaml:1:1 is left: ".*" would bring other problems$/);
  });
  it('keeps line ends, a byte order mark, and files in which there is nothing to mend', async () => {
    const content = '\ufeffprofiles: [envelope]\r\nevents:\r\n  A:\r\n    description: x\r\n    purpose: audit\r\n';
    const model = file('crlf.model.yaml', content);
    await run([model], { fix: true });
    expect(text('crlf.model.yaml')).toBe(content.replace('  A:\r\n', '  A:\r\n    version: 1\r\n'));
    await run([bad], { fix: true });
    expect(text('bad.model.yaml')).toBe(pending);
  });
});

describe('--journal', () => {
  const record = (n: number, fields = {}) =>
    JSON.stringify({
      id: `r-${n}`,
      type: 'OrderPlaced',
      subject_type: 'order',
      subject_id: 'o-1',
      sequence: n,
      payload: {},
      ...fields,
    });
  const whole = file('whole.ndjson', `${record(1)}\n${record(2)}\n`);
  const holed = file('holed.ndjson', `${record(1)}\n${record(2)}\n${record(4)}\n${record(4, { payload: { a: 1 } })}\n`);
  const model = file('journal.model.yaml', 'factline: 1\nprofiles: [hless]\nevents: {}\n');
  interface RecordProblem {
    readonly rule: string;
    readonly clauses: readonly string[];
    readonly file: string;
    readonly line: number;
    readonly record: string;
    readonly count: number;
    readonly examples: readonly string[];
  }
  const problems = async (paths: readonly string[], values: object) =>
    (JSON.parse((await run(paths, { format: 'json', ...values })).out) as { problems: readonly RecordProblem[] })
      .problems;

  it('alone is checked for its integrity, and offers the profiles', async () => {
    const found = await problems([], { journal: holed });
    expect(found.map(({ rule, line }) => [rule, line])).toEqual([
      ['sequence-without-gap', 3],
      ['record-is-unique', 4],
      ['profile-offered', undefined],
    ]);
    expect(found[0]).toMatchObject({ file: holed, record: 'r-4', count: 1, examples: ['r-4'] });
    expect((await run([], { journal: holed })).status).toBe(1);
    expect((await run([], { journal: whole })).status).toBe(0);
    expect((await run([], { journal: whole })).out).toMatch(/`evidence` \d+/);
  });
  it('is checked under a profile without a model', async () => {
    const found = await problems([], { journal: whole, profile: 'evidence' });
    expect(found.flatMap(({ clauses }) => clauses)).toEqual(expect.arrayContaining(['FA-010', 'FA-012']));
    expect(found.some(({ rule }) => rule === 'profile-offered')).toBe(false);
  });
  it('is checked under a model, with its profiles', async () => {
    const found = await problems([model], { journal: holed });
    expect(found.flatMap(({ clauses }) => clauses)).toEqual(expect.arrayContaining(['HL-012', 'HL-010', 'HL-070']));
    expect(found.find(({ rule }) => rule === 'record-carries-required-fields')).toMatchObject({ count: 4, line: 1 });
    expect((await run([model], { journal: holed })).status).toBe(1);
  });
  it.each([
    ['--fix needs a model', [], { fix: true, journal: whole }],
    ['--behavior needs a model', [], { behavior: ['a.behavior.ts'], journal: whole }],
    ['only one of', ['-'], { journal: '-' }],
    ['cannot read', [model], { journal: `${whole}.gone` }],
  ])('is refused: %s', async (message, paths, values) => {
    await expect(run(paths, values)).rejects.toMatchObject(usage(message));
  });
  it.each(['text', 'sarif', 'junit', 'github'])('is printed as %s', async (format) => {
    expect((await run([model], { journal: holed, format })).out).toContain('sequence-without-gap');
  });
});
