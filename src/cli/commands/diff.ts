/** `factline diff`: what changed between two models, or between two exports of one log (contract §6, §7). */
import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import type { Change } from '../../core/diff/change.ts';
import { compareModels, unreadable } from '../../core/diff/compare-models.ts';
import { contentOf, diffJournals, fieldsThatDiffer, problemsOfJournals } from '../../core/diff/journal-diff.ts';
import type { Finding } from '../../core/finding.ts';
import { RecordFlag } from '../../core/journal/columns.ts';
import { PROFILES, type ProfileName } from '../../core/model/model.ts';
import { type ModelFile, type ParsedModel, parseModel } from '../../core/model/parse.ts';
import { MODEL } from '../../core/model/schema.ts';
import { type JournalRecord, subjectName } from '../../core/record/record.ts';
import { behaviorFacts } from '../../core/rules/behavior/read.ts';
import { type CliCommand, type CliIo, UsageError } from '../command.ts';
import { type CliJournal, readJournal } from '../journal-input.ts';
import { readBehavior } from '../model-input.ts';
import { textsOf } from '../options.ts';

const RANK = { info: 0, warning: 1, error: 2 } as const;
/** A list longer than this is cut (contract §6); `…_total` says how many there are. */
const LISTED = 1000;
const MODEL_FILE = /\.model\.(ya?ml|json)$/i;
const BEHAVIOR_FILE = /\.behavior\.ts$/i;

/** Behavior that lies beside a model in its folder or zip comes with it, as in `check`. */
type Side = { readonly path: string } & (
  | { readonly model: readonly ModelFile[]; readonly behavior: readonly ModelFile[] }
  | { readonly model?: undefined }
);
interface Compared {
  readonly changes: readonly Change[];
  readonly problems: readonly Finding[];
}

const decoded = (path: string, bytes: Uint8Array): ModelFile => ({ path, text: new TextDecoder().decode(bytes) });

/** Whether a text is a model rather than a journal: YAML, or one JSON object with sections of a model. */
function isModelText(text: string): boolean {
  const trimmed = text.replace(/^\uFEFF/, '').trimStart();
  if (trimmed.startsWith('[')) return false;
  if (!trimmed.startsWith('{')) return /^(---|#|[A-Za-z_]+\s*:)/.test(trimmed);
  try {
    const value = JSON.parse(trimmed) as Readonly<Record<string, unknown>>;
    if ('journal' in value || 'type' in value) return false;
    return Object.keys(value).some((key) => Object.hasOwn(MODEL.keys, key));
  } catch {
    // YAML's flow form needs no quotes; a line of NDJSON has them.
    return /^\{\s*[A-Za-z_]+\s*:/.test(trimmed);
  }
}

/** The model of a path with its files; none where a journal is there. */
async function sideOf(path: string, io: CliIo): Promise<Side> {
  if (path !== '-' && (await stat(path).catch(() => undefined))?.isDirectory()) {
    const names = (await readdir(path)).sort();
    const read = (pattern: RegExp) =>
      Promise.all(
        names
          .filter((name) => pattern.test(name))
          .map(async (name) => decoded(join(path, name), await io.read(join(path, name)))),
      );
    const model = await read(MODEL_FILE);
    return model.length === 0 ? { path } : { path, model, behavior: await read(BEHAVIOR_FILE) };
  }
  const bytes = await io.read(path);
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3) {
    const files = unzipped(path, bytes);
    const model = files.filter((file) => MODEL_FILE.test(file.path));
    return model.length === 0 ? { path } : { path, model, behavior: files.filter((file) => !model.includes(file)) };
  }
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return { path };
  const file = decoded(path, bytes);
  const named = /\.ya?ml$/i.test(path) || MODEL_FILE.test(path);
  const journal = /\.(ndjson|jsonl|csv|tsv)$/i.test(path);
  return named || (!journal && isModelText(file.text)) ? { path, model: [file], behavior: [] } : { path };
}

function unzipped(path: string, bytes: Uint8Array): readonly ModelFile[] {
  try {
    return Object.entries(unzipSync(bytes, { filter: ({ name }) => MODEL_FILE.test(name) || BEHAVIOR_FILE.test(name) }))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, content]) => decoded(`${path}/${name}`, content));
  } catch (error) {
    throw new UsageError(`cannot read ${path}: it is no sound zip (${String(error)})`);
  }
}

function parsed(path: string, files: readonly ModelFile[], io: CliIo): ParsedModel {
  const result = parseModel(files);
  const broken = unreadable(result);
  if (broken)
    throw new UsageError(`cannot read ${broken.place.file ?? path}, line ${broken.place.line ?? 1}: ${broken.message}`);
  const count = result.findings.length;
  if (count > 0)
    io.err(
      `${path} has ${count} ${count === 1 ? 'problem' : 'problems'} of its own, and what is wrong there is not compared; \`factline check\` lists them.`,
    );
  return result;
}

/** By what a record is known: the header's identity; a made id is none, so its scope and sequence, else all that it says (contract §4). */
function identityOf({ header }: CliJournal, made: boolean, record: JournalRecord, content: string): string {
  if (made) {
    if (record.sequence === undefined) return content;
    const { subject_type: type, subject_id: id } = record;
    return `${record.partition ?? subjectName(type, id) ?? ''}#${record.sequence}`;
  }
  const names = header.identity;
  if (names.length === 1 && names[0] === 'id') return record.id;
  const values = new Map<string, unknown>(Object.entries(record));
  return names.map((name) => String(values.get(name) ?? '')).join('/');
}

function* exported(journal: CliJournal) {
  const { columns } = journal;
  for (let row = 0; row < columns.count; row++) {
    const record = journal.read(row);
    const made = ((columns.flags[row] ?? 0) & RecordFlag.idMade) !== 0;
    const text = contentOf(made ? { ...record, id: '' } : record);
    const content = createHash('sha256').update(text).digest('base64');
    const id = identityOf(journal, made, record, content);
    yield { id, line: columns.line[row] ?? 0, content, type: record.type };
  }
}

async function diffOfJournals(
  paths: readonly [string, string],
  asked: readonly ProfileName[] | undefined,
  io: CliIo,
): Promise<Compared> {
  const [old, now] = [await readJournal([paths[0]], {}, io), await readJournal([paths[1]], {}, io)];
  for (const [path, { rejectedTotal }] of [
    [paths[0], old],
    [paths[1], now],
  ] as const)
    if (rejectedTotal > 0) io.err(`${path}: lines that are no record and are not compared: ${rejectedTotal}`);
  const profiles = asked ?? (['unified'] as const);
  const fields = (a: number, b: number) => fieldsThatDiffer(old.read(a), now.read(b));
  const changes = diffJournals(exported(old), exported(now), { profiles, fields });
  return { changes, problems: problemsOfJournals(changes, { old: paths[0], new: paths[1] }) };
}

function asText({ changes, problems }: Compared): string {
  const counts = { breaking: 0, compatible: 0, drift: 0 };
  for (const { kind } of changes) counts[kind]++;
  const lines = changes
    .slice(0, LISTED)
    .map(
      ({ kind, what, at, clauses, message }) =>
        `${kind.padEnd(10)} ${what}  ${at}${clauses.length > 0 ? `  ${clauses.join(' ')}` : ''}\n           ${message}`,
    );
  if (changes.length > LISTED) lines.push(`and ${changes.length - LISTED} more changes`);
  for (const { place, severity, rule, clauses, count } of problems.slice(0, LISTED)) {
    const at = [place.file, place.line, place.column].filter((part) => part !== undefined).join(':');
    const many = count !== undefined && count > 1 ? ` (${count} records, first ${place.record ?? ''})` : '';
    lines.push(`${at} ${severity} ${rule}${many}${clauses.length > 0 ? `, ${clauses.join(' ')}` : ''}`);
  }
  if (problems.length > LISTED) lines.push(`and ${problems.length - LISTED} more problems`);
  return [
    ...lines,
    `${counts.breaking} breaking, ${counts.compatible} compatible, ${counts.drift} drifted, ${problems.length} problems`,
  ].join('\n');
}

function asJson({ changes, problems }: Compared): string {
  const listed = changes.slice(0, LISTED).map(({ kind, what, at, clauses }) => ({ kind, what, at, clauses }));
  return JSON.stringify(
    {
      changes: listed,
      ...(changes.length > LISTED && { changes_total: changes.length }),
      problems: problems.slice(0, LISTED).map(({ place, fixes: _, ...finding }) => ({ ...finding, ...place })),
      ...(problems.length > LISTED && { problems_total: problems.length }),
    },
    undefined,
    2,
  );
}

/** Standard input can be read once; it is looked at first. */
function remembering(io: CliIo): CliIo {
  const read = new Map<string, Promise<Uint8Array>>();
  return {
    ...io,
    read(path) {
      const known = read.get(path) ?? io.read(path);
      read.set(path, known);
      return known;
    },
  };
}

export const diff: CliCommand = {
  name: 'diff',
  usage: 'diff OLD NEW [--behavior F…] [--profile P,…] [--format text|json] [--fail-on info|warning|error]',
  summary:
    'What changed between two models, or two exports of one log: breaking, compatible, drifted. The behavior is of NEW: its upcasters count.',
  options: { profile: { type: 'string' }, behavior: { type: 'string', multiple: true } },
  async run({ positionals, values }, stdio) {
    const [oldPath, newPath, ...more] = positionals;
    if (oldPath === undefined || newPath === undefined || more.length > 0)
      throw new UsageError('diff needs two: OLD NEW, both models (a file or a folder) or both journals');
    const given = textsOf(values.behavior);
    if (oldPath === '-' && newPath === '-') throw new UsageError('only one of the two can be standard input');
    if ([oldPath, newPath, ...given].filter((path) => path === '-').length > 1)
      throw new UsageError('standard input (-) can be read once only; name a file for the behavior');
    const { format = 'text', 'fail-on': failOn = 'error', profile } = values;
    if (format !== 'text' && format !== 'json') throw new UsageError(`--format is text or json, not ${String(format)}`);
    if (failOn !== 'info' && failOn !== 'warning' && failOn !== 'error')
      throw new UsageError(`--fail-on is info, warning or error, not ${String(failOn)}`);
    const asked = typeof profile === 'string' ? profile.split(',') : undefined;
    const profiles = asked?.map((name) => {
      const known = PROFILES.find((p) => p === name);
      if (!known) throw new UsageError(`no profile "${name}"; there are: ${PROFILES.join(', ')}`);
      return known;
    });
    const io = remembering(stdio);
    const [old, now] = [await sideOf(oldPath, io), await sideOf(newPath, io)];
    if ((old.model === undefined) !== (now.model === undefined)) {
      const said = ({ path, model }: Side) => `${path} is a ${model ? 'model' : 'journal'}`;
      throw new UsageError(`${said(old)} and ${said(now)}: only two of a kind can be compared`);
    }
    if (!now.model && given.length > 0)
      throw new UsageError('--behavior needs two models; these are two exports of a log');
    const models = old.model && now.model && [parsed(oldPath, old.model, io), parsed(newPath, now.model, io)];
    const [before, after] = models ?? [];
    const behavior = behaviorFacts(now.model ? [...now.behavior, ...(await readBehavior(given, io))] : []);
    if (behavior?.sections.upcasters.open)
      io.err('the upcasters of the behavior cannot be read without running it: whether one is missing is not judged.');
    const compared =
      before && after && now.model
        ? compareModels(before, after, now.model, { profiles, behavior })
        : await diffOfJournals([oldPath, newPath], profiles, io);
    io.out(format === 'json' ? asJson(compared) : asText(compared));
    return compared.problems.some(({ severity }) => RANK[severity] >= RANK[failOn]) ? 1 : 0;
  },
};
