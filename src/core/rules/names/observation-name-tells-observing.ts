import { pointer } from '../../json-pointer.ts';
import { join, LONGEST_NAME, partsOf, wordsOf } from '../../words/split.ts';
import { judge, type Verdict } from '../../words/tense.ts';
import type { Rule } from '../rule.ts';
import { kindOf } from './kind.ts';
import { renameEvent } from './rename-event.ts';
import { isUsable } from './usable.ts';

const UNITS: ReadonlySet<string> = new Set(
  'degree degrees celsius fahrenheit kelvin percent kg kilogram kilograms gram grams meter meters metre metres km kmh mph volt volts watt watts bar psi hertz rpm lux ppm bpm mmhg decibel decibels db hz kw kwh pa kpa hpa mg ml litre litres liter liters mm cm inches feet miles knots tons tonnes amps ampere amperes'.split(
    ' ',
  ),
);
const RELATIONS: ReadonlySet<string> = new Set([
  'is',
  'are',
  'equals',
  'has',
  'above',
  'below',
  'over',
  'under',
  'exceeds',
]);
const SAYS: Partial<Readonly<Record<Verdict, string>>> = {
  imperative: 'is an order',
  future: 'tells of the future',
  present: 'speaks of the thing itself, and in the present',
  state: 'asserts how the world is',
};

export const observationNameTellsObserving: Rule = {
  meta: {
    id: 'observation-name-tells-observing',
    title: 'The name of an OBSERVATION tells that something was observed',
    clauses: ['HL-011', 'HL-055'],
    severity: { hless: 'error', unified: 'error' },
    targets: 'model',
    since: '0.1',
  },
  event(name, event, { model, report }) {
    if (kindOf(event, model) !== 'OBSERVATION' || !isUsable(name) || name.length > LONGEST_NAME) return;
    const judged = judge(name);
    const verdict = judged.verdict === 'unknown' && assertsValue(name) ? 'state' : judged.verdict;
    const says = SAYS[verdict];
    if (says === undefined) return;
    const better = verdict === 'state' ? recorded(name) : judged.suggestion;
    const fix = renameEvent(model, name, better);
    report({
      pointer: pointer('events', name),
      part: 'key',
      clauses: verdict === 'imperative' || verdict === 'future' ? ['HL-011', 'HL-055'] : ['HL-055'],
      message: `\`${name}\` is an OBSERVATION, but its name ${says}. A sensor or an outsider may err: say that it was observed, measured or reported${better === undefined ? '' : ` (\`${better}\`)`}, and put the value into the payload.`,
      ...(fix && { fix }),
    });
  },
};

/** Alone behind the thing, these say how it is: `DoorOpen`. */
const STATES: ReadonlySet<string> = new Set(
  'open closed empty full high low present absent hot cold warm wet dry occupied vacant locked unlocked online offline critical normal stable unstable healthy unhealthy sick ill alive dead awake asleep safe unsafe active inactive idle busy free available unavailable ready dark bright loud quiet dirty clean'.split(
    ' ',
  ),
);

/** `Temperature25Degrees`, `DoorOpen`, `PatientHasFever`: a value stands in the name. */
function assertsValue(name: string): boolean {
  const words = wordsOf(name);
  if (words.length === 2 && STATES.has(words[1] ?? '')) return true;
  if (words.some((word, i) => i > 0 && i < words.length - 1 && (word === 'has' || word === 'have'))) return true;
  return words.some(
    (word, i) => /^\d+$/.test(word) && (UNITS.has(words[i + 1] ?? '') || RELATIONS.has(words[i - 1] ?? '')),
  );
}

/** `TemperatureIs25Degrees` → `TemperatureRecorded`; undefined where no number tells that a value was meant. */
function recorded(name: string): string | undefined {
  const { lead, tokens, tail, style } = partsOf(name);
  const number = tokens.findIndex((token) => /^\d+$/.test(token));
  const end = /^(?:is|are|equals|has|at|above|below|over|under|exceeds)$/i.test(tokens[number - 1] ?? '')
    ? number - 1
    : number;
  if (end < 1) return undefined;
  return lead + join([...tokens.slice(0, end), 'recorded'], style === 'plain' ? 'snake' : style) + tail;
}
