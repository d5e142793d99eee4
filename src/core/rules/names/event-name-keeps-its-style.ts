import { pointer } from '../../json-pointer.ts';
import type { EventModel, Model } from '../../model/model.ts';
import { LONGEST_NAME } from '../../words/split.ts';
import { eventNames } from '../fields.ts';
import { perModel } from '../per-model.ts';
import type { Report, Rule, Visit } from '../rule.ts';
import { renameEvent } from './rename-event.ts';
import {
  isDotted,
  isLower,
  isSystems,
  type Style,
  segmentsOf,
  styleOf,
  toDotted,
  toPascal,
  toThreeParts,
  toTwoParts,
} from './style.ts';
import { isUsable } from './usable.ts';

/** What is wrong with the form of a name. */
interface Fault {
  readonly clauses: readonly string[];
  readonly says: string;
  readonly better: string | undefined;
  readonly more?: Pick<Report, 'setting' | 'severity'>;
}

export const eventNameKeepsItsStyle: Rule = {
  meta: {
    id: 'event-name-keeps-its-style',
    title: 'Event names have the form that the profile or the model asks for',
    clauses: ['GS-051', 'ES-013', 'ES-020', 'EM-060'],
    severity: {
      hless: 'warning',
      game: 'error',
      envelope: 'error',
      evidence: 'warning',
      eventing: 'error',
      unified: 'warning',
    },
    targets: 'model',
    since: '0.1',
  },
  event(name, event, visit) {
    if (!isUsable(name) || name.length > LONGEST_NAME) return;
    // What a system owns has a form of its own, and a rule of its own.
    if (isSystems(name)) return;
    if (visit.settings.systemNames && event.owner !== undefined && event.owner !== 'core') return;
    const fault = faultOf(name, event, visit);
    if (fault === undefined) return;
    const fix = renameEvent(visit.model, name, fault.better);
    visit.report({
      pointer: pointer('events', name),
      part: 'key',
      clauses: fault.clauses,
      ...fault.more,
      message: `\`${name}\` ${fault.says}${fault.better === undefined ? '' : `: \`${fault.better}\``}. People and filters find events by the form of their names, so one form holds throughout.`,
      ...(fix && { fix }),
    });
  },
};

function faultOf(name: string, event: EventModel, { model, settings }: Visit): Fault | undefined {
  const more = { setting: 'eventNames' } as const;
  const segments = segmentsOf(name);
  const lower = segments.every(isLower);
  switch (settings.eventNames) {
    case 'two-part':
      if (segments.length === 2 && lower) return undefined;
      return {
        clauses: ['GS-051'],
        says: 'is not of the form `<aggregate>.<action>`: two parts, lower case',
        better: toTwoParts(name, event),
        more,
      };
    case 'three-part':
      if (lower && (segments.length === 3 || (segments.length === 2 && /[_-]/.test(segments[1] ?? ''))))
        return undefined;
      return {
        clauses: segments.length > 1 && segments[0] !== '' ? ['ES-020'] : ['ES-013', 'ES-020'],
        says: `${segments.length > 1 ? '' : 'has no domain before it, and '}is not of the form \`<domain>.<entity>.<past_tense_action>\``,
        better: toThreeParts(name, event, model),
        more,
      };
    case 'dotted':
      if (!isDotted(segments.join('.')))
        return {
          clauses: ['EM-060'],
          says: 'is not of the pattern `domain.entity.pastverb`: parts between dots, lower case',
          better: toDotted(name, event),
          more,
        };
      return joinedAlike(name, model);
    case 'pascal':
      if ((styleOf(name) ?? 'pascal') === 'pascal') return undefined;
      return { clauses: [], says: 'is not written in Pascal case', better: toPascal(name), more };
    case 'by-model':
      return asTheModel(name, event, model);
  }
}

function asTheModel(name: string, event: EventModel, model: Model): Fault | undefined {
  const style = styleOf(name);
  const wanted = model.names ?? habitsOf(model).style;
  if (style === undefined || wanted === undefined || style === wanted || wanted === 'other') return undefined;
  return {
    clauses: [],
    says: `is ${style === 'other' ? `not ${wanted}` : style}, while ${model.names === undefined ? 'most names of this model are' : 'the model says `names:`'} ${wanted}`,
    better: wanted === 'pascal' ? toPascal(name) : toDotted(name, event),
  };
}

/** Words joined by `_` in most names and by `-` in this one, or the other way round. */
function joinedAlike(name: string, model: Model): Fault | undefined {
  const { joint } = habitsOf(model);
  const other = joint === '_' ? '-' : '_';
  if (joint === undefined || !name.includes(other)) return undefined;
  return {
    clauses: ['EM-060'],
    says: `joins words by \`${other}\`, while most names of this model join them by \`${joint}\``,
    better: name.replaceAll(other, joint),
    more: { severity: 'warning' },
  };
}

/** What most names of a model do; undefined where none is ahead. */
interface Habits {
  readonly style: Style | undefined;
  readonly joint: '_' | '-' | undefined;
}

const habitsOf = perModel((model): Habits => {
  const count = { pascal: 0, dotted: 0, other: 0, _: 0, '-': 0 };
  for (const name of eventNames(model)) {
    if (isSystems(name) || name.length > LONGEST_NAME || !isUsable(name)) continue;
    const style = styleOf(name);
    if (style !== undefined) count[style]++;
    if (name.includes('_')) count._++;
    if (name.includes('-')) count['-']++;
  }
  const [first, second] = (['pascal', 'dotted', 'other'] as const).toSorted((a, b) => count[b] - count[a]);
  const style = first !== undefined && second !== undefined && count[first] > count[second] ? first : undefined;
  const joint = count._ === count['-'] ? undefined : count._ > count['-'] ? '_' : '-';
  return { style, joint };
});
