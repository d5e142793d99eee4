/** The walk of `check.ts`, with what each rule said of each definition kept: a rule is asked again only where something that it read has changed. */
import type { Model, ProfileName } from '../model/model.ts';
import { namesIn } from '../model/names-in.ts';
import type { Progress } from '../model/parse.ts';
import { HOOKS, type Look } from './hooks.ts';
import type { Told } from './placed.ts';
import { SETTINGS } from './profiles.ts';
import { type Ground, NEVER, type ReadMemory, type Reads, readMemory, startRun, type Watch, watch } from './reads.ts';
import type { Rule, Visit } from './rule.ts';

interface Answer {
  readonly reads: Reads;
  readonly said: readonly Told[];
}
/** Of one definition: what the rules said, in their order. */
interface Cell {
  readonly item: unknown;
  readonly answers: readonly Answer[];
  /** All that they read, each once. */
  readonly reads: readonly Reads[];
  readonly said: readonly { readonly rule: Rule; readonly told: Told }[];
}
interface ProfileMemory {
  readonly rules: readonly Rule[];
  readonly reads: ReadMemory;
  readonly cells: Map<string, Map<string, Cell>>;
  readonly whole: Map<Rule, Answer>;
}
export type RuleMemory = Map<ProfileName, ProfileMemory>;

type Hear = (rule: Rule, told: Told) => void;
type Failed = (rule: string, at: string, error: unknown) => void;

const SILENT: readonly Told[] = [];
/** So many definitions are looked at between two words on it. */
const TOLD_EACH = 500;
const definitionsIn = (model: Model) => HOOKS.reduce((sum, [section]) => sum + namesIn(model[section]).length, 0);

export function walkKept(
  memory: RuleMemory,
  { rules, profile }: { readonly rules: readonly Rule[]; readonly profile: ProfileName },
  ground: Ground,
  hear: Hear,
  failed: Failed,
  progress?: (progress: Progress) => void,
): void {
  const before = memory.get(profile);
  const same = before?.rules.length === rules.length && before.rules.every((rule, i) => rule === rules[i]);
  const mine: ProfileMemory =
    before && same ? before : { rules, reads: readMemory(), cells: new Map(), whole: new Map() };
  memory.set(profile, mine);
  startRun(mine.reads, ground);
  const watching = watch(mine.reads, ground);
  const ask = asking(watching, profile, failed);

  let looked = 0;
  for (const [section, hook] of HOOKS) {
    const hearing = rules.filter((rule) => rule[hook]);
    if (hearing.length === 0) continue;
    const known = mine.cells.get(section) ?? new Map<string, Cell>();
    mine.cells.set(section, known);
    const items: Readonly<Record<string, unknown>> = ground.model[section];
    const names = namesIn(items);
    for (const name of names) {
      const item = items[name];
      let cell = known.get(name);
      if (!cell || cell.item !== item || !cell.reads.every(holding)) {
        const old = cell?.item === item ? cell : undefined;
        cell = cellOf(
          item,
          hearing,
          hearing.map((rule, i) => {
            const kept = old?.answers[i];
            return kept?.reads.holds
              ? kept
              : ask(rule, name, (visit) => (rule[hook] as Look<unknown>)(name, item, visit), watching.ground);
          }),
        );
        known.set(name, cell);
        if (++looked % TOLD_EACH === 0) progress?.({ done: looked, of: definitionsIn(ground.model) });
      }
      for (const { rule, told } of cell.said) hear(rule, told);
    }
    if (known.size > names.length) for (const name of known.keys()) if (!Object.hasOwn(items, name)) known.delete(name);
  }
  for (const rule of rules) {
    if (!rule.whole) continue;
    const kept = mine.whole.get(rule);
    const answer = kept?.reads.holds ? kept : ask(rule, 'the model', (visit) => rule.whole?.(visit), watching.coarse);
    mine.whole.set(rule, answer);
    for (const told of answer.said) hear(rule, told);
  }
}

const holding = ({ holds }: Reads) => holds;

function cellOf(item: unknown, hearing: readonly Rule[], answers: readonly Answer[]): Cell {
  return {
    item,
    answers,
    said: hearing.flatMap((rule, i) => (answers[i]?.said ?? SILENT).map((told) => ({ rule, told }))),
    reads: [...new Set(answers.map(({ reads }) => reads))],
  };
}

/** Asks a rule, and hears what it reads. One that failed is asked again the next time. */
function asking(watching: Watch, profile: ProfileName, failed: Failed) {
  const settings = SETTINGS[profile];
  return (rule: Rule, at: string, look: (visit: Visit) => void, ground: Ground): Answer => {
    let said: Told[] | undefined;
    const visit: Visit = {
      model: ground.model,
      profile,
      settings,
      get behavior() {
        return ground.behavior;
      },
      report(report) {
        said ??= [];
        said.push({ report, placed: undefined });
      },
    };
    let broken = false;
    const reads = watching.during(() => {
      try {
        look(visit);
      } catch (error) {
        broken = true;
        failed(rule.meta.id, at, error);
      }
    });
    return { reads: broken ? NEVER : reads, said: said ?? SILENT };
  };
}
