/** The language worker's work; runs in Node too. */
import { compareModels, unreadable } from '../../core/diff/compare-models.ts';
import type { Finding } from '../../core/finding.ts';
import { listNews } from '../../core/list-news.ts';
import { completeAt, hoverAt } from '../../core/model/assist.ts';
import { behaviorTypes } from '../../core/model/behavior-types.ts';
import { addDefinitions, addEntries } from '../../core/model/casual/write.ts';
import { readCasual } from '../../core/model/casual.ts';
import { draftModel } from '../../core/model/draft.ts';
import { formatModel } from '../../core/model/format.ts';
import { newsOf } from '../../core/model/model-news.ts';
import {
  type ModelFile,
  modelCache,
  type ParsedModel,
  type Progress,
  parseModel,
  readModelBySteps,
} from '../../core/model/parse.ts';
import { placeAt, placesOf, sameName } from '../../core/navigate/places.ts';
import { rename, renameable } from '../../core/navigate/rename.ts';
import { alike } from '../../core/rules/alike.ts';
import type { BehaviorFacts } from '../../core/rules/behavior/facts.ts';
import { behaviorFacts } from '../../core/rules/behavior/read.ts';
import { targetPlaces } from '../../core/rules/behavior/targets.ts';
import { checkMemory, checkModel } from '../../core/rules/check.ts';
import { clausesText } from '../../core/rules/clause-text.ts';
import { compareProfiles } from '../../core/rules/compare.ts';
import { coverage } from '../../core/rules/coverage.ts';
import { type Asking, demandedBySteps } from '../../core/rules/demanded.ts';
import { applyEdits } from '../../core/rules/edit.ts';
import { fixAll } from '../../core/rules/fix-all.ts';
import { isProfile } from '../../core/rules/profiles.ts';
import { RULE_TOPICS } from '../../core/rules/topics.ts';
import { register } from '../../core/writepath/registration.ts';
import { scenarioEntry } from '../../core/writepath/scenario-write.ts';
import { pause } from '../pause.ts';
import { inTurns, turns } from '../turns.ts';
import type { CheckProgress, DiffResult, LanguageService } from './language.protocol.ts';

/** What matters most comes first, where not all is sent. */
const KINDS = ['breaking', 'compatible', 'drift'] as const;

/** More findings than this are counted, not sent: nobody reads them, and the page must not wait for them. */
const SENT = 2000;

const FINDING_DEEP = 12;
/** Lines around the cursor. */
const NEAR = 300;

/** Those near the cursor, then the most severe, in the order in which they were. */
function chosen(
  findings: readonly Finding[],
  near: { readonly file: string; readonly line: number } | undefined,
): readonly Finding[] {
  if (findings.length <= SENT) return findings;
  const isNear = ({ place }: Finding) =>
    near !== undefined && place.file === near.file && Math.abs((place.line ?? 0) - near.line) <= NEAR;
  const taken = new Set<Finding>();
  for (const wanted of [isNear, ...SEVERITIES.map((severity) => (finding: Finding) => finding.severity === severity)])
    for (const finding of findings) if (taken.size < SENT && wanted(finding)) taken.add(finding);
  return findings.filter((finding) => taken.has(finding));
}
/** How long reading, and what somebody may wait for, hold up a newer text. */
const READING_MILLIS = 50;
const ASIDE_MILLIS = 8;

const SEVERITIES = ['error', 'warning', 'info'] as const;
const NOTHING_TOLD = { answer: 0, findings: [] };

export function languageService(pages: Readonly<Record<string, string>>): LanguageService {
  const memory = checkMemory();
  const { cache } = memory;
  const oldCache = modelCache();
  let good: ParsedModel | undefined;
  /** Counts the sound models, and the one that the page has. */
  let revision = 0;
  let sent: { readonly revision: number; readonly parsed: ParsedModel } | undefined;
  /** The findings that were told last. */
  let told: { readonly answer: number; readonly findings: readonly Finding[] } = NOTHING_TOLD;
  let newest = 0;
  /** The files that are to be checked. */
  let wanted: readonly ModelFile[] = [];
  /** The files that were checked last, and what they were read as. */
  let checked: readonly ModelFile[] = [];
  let last: { readonly files: readonly ModelFile[]; readonly parsed: ParsedModel } | undefined;
  /** Settles when the check that came last has. */
  let checking: Promise<unknown> = Promise.resolve();
  const checkNow: LanguageService['check'] = async ({ files, profiles, behavior, known, near }, call) => {
    const mine = ++newest;
    wanted = files;
    // Lets keystrokes that have arrived meanwhile overtake this one.
    await pause();
    if (mine !== newest || call.signal.aborted) throw new DOMException('a newer text came', 'AbortError');
    const started = performance.now();
    const tell = (doing: CheckProgress['doing']) => (progress: Progress) =>
      call.progress({ doing, ...progress } satisfies CheckProgress);
    await inTurns(
      readModelBySteps(files, cache),
      turns(call.signal, () => mine !== newest),
      { sliceMillis: READING_MILLIS, onSlice: tell('reading') },
    );
    checked = files;
    const {
      parsed,
      findings,
      profiles: judged,
    } = checkModel(files, {
      memory,
      profiles,
      behavior: behaviorFacts(behavior ?? []),
      progress: tell('checking'),
    });
    last = { files, parsed };
    if (parsed.sound) {
      good = parsed;
      revision++;
    }
    const counts = { error: 0, warning: 0, info: 0 };
    for (const { severity } of findings) counts[severity]++;
    const since = known !== undefined && known === told.answer ? told : NOTHING_TOLD;
    told = { answer: told.answer + 1, findings: chosen(findings, near) };
    return {
      findings: listNews(told.findings, since.findings, (a, b) => alike(a, b, FINDING_DEEP)),
      since: since.answer,
      answer: told.answer,
      counts,
      stale: !parsed.sound,
      profiles: judged,
      millis: performance.now() - started,
    };
  };
  return {
    check(argument, call) {
      const work = checkNow(argument, call);
      checking = work.catch(() => undefined);
      return work;
    },
    async model({ known }) {
      if (!good || known === revision) return { revision, whole: !good };
      const before = known !== undefined && sent?.revision === known ? sent.parsed : undefined;
      sent = { revision, parsed: good };
      return { revision, whole: before === undefined, news: newsOf(good, before) };
    },
    parse: async ({ files, pointers = [] }) => {
      const { model, sound, findings, locate } = parseModel(files, cache);
      return {
        model: sound ? model : undefined,
        places: pointers.map((pointer) => locate(pointer)),
        findings: findings.slice(0, SENT),
      };
    },
    targets: async ({ behavior }) => targetPlaces(behaviorFacts(behavior)),
    register: async ({ files, behavior }) => register(files, behaviorFacts(behavior)),
    async complete({ path, text, line, column }, call) {
      const began = newest;
      const turn = turns(
        call.signal,
        () => newest !== began && wanted.find((file) => file.path === path)?.text !== text,
      );
      // Problems come first: a check that came together with this is waited for.
      await turn();
      await checking;
      await turn();
      const now = checked.map((file) => (file.path === path ? { path, text } : file));
      const known = now.every((file, i) => file.text === last?.files[i]?.text);
      const parsed = last && known ? last.parsed : parseModel(now, cache);
      const model = parsed.sound ? parsed.model : (good?.model ?? parsed.model);
      let asking: Asking | undefined;
      const found = completeAt(text, line, column, model, (keys, siblings, allowed) => {
        asking = { model, profiles: parsed.model.profiles, path: keys, siblings, keys: allowed };
        return [];
      });
      if (!asking) return found;
      const missing = (await inTurns(demandedBySteps(asking), turn, { sliceMillis: ASIDE_MILLIS })).map(
        ({ key, rules }) => ({
          key,
          why: `Asked for by ${rules.map((id) => `\`${id}\``).join(', ')}.`,
        }),
      );
      return completeAt(text, line, column, model, () => missing);
    },
    hover: async ({ text, line, column, problems = [] }) => {
      const about = [clausesText(problems), hoverAt(text, line, column, good?.model)];
      return about.filter((part) => part !== undefined && part !== '').join('\n\n---\n\n') || undefined;
    },
    places: async ({ cursor, ...input }) => {
      const places = placesOf(input, cache);
      const at = placeAt(places, cursor);
      return at ? sameName(places, at).map(({ file, range, role }) => ({ file, range, role })) : [];
    },
    renameable: async ({ cursor, ...input }) => {
      const places = placesOf(input, cache);
      const found = renameable(places, cursor);
      if ('refused' in found) return { refused: found.refused, named: placeAt(places, cursor) !== undefined };
      return { name: found.name, range: found.range };
    },
    rename: async ({ cursor, to, recorded, ...input }) => rename(input, cursor, to, recorded),
    format: async ({ text }) => formatModel(text),
    compare: async ({ files, profiles, behavior }) => {
      const options = { cache, behavior: behaviorFacts(behavior ?? []) };
      const { disputed, clashes, ...compared } = compareProfiles(files, profiles.filter(isProfile), options);
      return { ...compared, disputed: disputed.slice(0, SENT), clashes: clashes.slice(0, SENT) };
    },
    diff: async ({ old, now, behavior }) => {
      const [before, after] = [parseModel(old, oldCache), parseModel(now, cache)];
      for (const [side, parsed] of [
        ['old', before],
        ['new', after],
      ] as const) {
        const finding = unreadable(parsed);
        if (finding) return { kind: 'unreadable', side, finding };
      }
      return diffResult(before, after, now, behaviorFacts(behavior ?? []));
    },
    fixAll: async ({ files, rule }) => {
      const { input, done, refused } = fixAll<readonly ModelFile[]>(files, {
        rule,
        check: (now) => {
          const isBehavior = ({ path }: ModelFile) => path.endsWith('.behavior.ts');
          const models = now.filter((file) => !isBehavior(file));
          return checkModel(models, { cache, behavior: behaviorFacts(now.filter(isBehavior)) });
        },
        edit: (now, edits) =>
          now.map(({ path, text }) => ({
            path,
            text: applyEdits(
              text,
              edits.filter(({ file }) => file === path),
            ),
          })),
        textOf: (now) => JSON.stringify(now),
      });
      return { files: input, done, refused: refused.length };
    },
    coverage: async () => coverage(),
    rules: async () =>
      RULE_TOPICS.flatMap(({ title: topic, metas }) =>
        metas.map((meta) => ({
          id: meta.id,
          topic,
          title: meta.title,
          clauses: meta.clauses,
          severities: meta.severity,
          fixed: meta.fixed ?? false,
          targets: meta.targets,
          markdown: pages[meta.id] ?? '',
        })),
      ),
    draft: async ({ name, shapes }) => draftModel(name, shapes),
    fromLines: async ({ text, style }) => readCasual(text, style),
    addDefinitions: async ({ text, rows }) => addDefinitions(text, rows),
    addScenario: async ({ text, scenario }) => addEntries(text, 'scenarios', [scenarioEntry(scenario)]),
    async behaviorTypes(input) {
      const { model } = good ?? {};
      return behaviorTypes({ ...input, ...(model && Object.keys(model.events).length > 0 && { model }) });
    },
  };
}

function diffResult(
  old: ParsedModel,
  now: ParsedModel,
  files: readonly ModelFile[],
  behavior: BehaviorFacts | undefined,
): DiffResult {
  const { changes, problems, profiles } = compareModels(old, now, files, { behavior });
  const counts = { breaking: 0, compatible: 0, drift: 0 };
  for (const { kind } of changes) counts[kind]++;
  return {
    kind: 'compared',
    differences: KINDS.flatMap((kind) => changes.filter((change) => change.kind === kind))
      .slice(0, SENT)
      .map(({ kind, what, message, side, place, broken, problems: open }) => ({
        kind,
        what,
        message,
        side,
        place,
        broken: broken.map(({ rule, clauses }) => ({
          rule,
          clauses,
          severity: open.find((problem) => problem.rule === rule)?.severity ?? 'silenced',
        })),
      })),
    counts,
    idle: problems.filter(({ rule }) => rule === 'silence-without-effect'),
    profiles,
    unjudged: behavior?.sections.upcasters.open ?? false,
  };
}
