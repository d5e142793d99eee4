/** What may stand in a record that is written by hand, offered by the editor. */
import type { Model } from '../../core/model/model.ts';
import { CLASSIFICATIONS, FIELD_NAMES, KINDS } from '../../core/record/fields.ts';
import type { Suggestion } from '../../ui/code-editor/types.ts';

const suggest = (label: string, insert: string, kind: Suggestion['kind'], detail: string): Suggestion => ({
  label,
  insert,
  snippet: false,
  kind,
  detail,
  documentation: '',
});

/** How deep the braces are, and under which key of the record. */
function placeIn(before: string): { readonly depth: number; readonly under: string | undefined } {
  const strings = /"(?:[^"\\]|\\.)*"?/g;
  const keys = [...before.matchAll(/"(\w+)"\s*:\s*\{/g)];
  const bare = before.replace(strings, '');
  const depth = (bare.match(/[{[]/g)?.length ?? 0) - (bare.match(/[}\]]/g)?.length ?? 0);
  return { depth, under: depth === 2 ? keys.at(-1)?.[1] : undefined };
}

function valuesOf(model: Model, key: string, type: string): readonly string[] {
  const field = model.events[type]?.payload?.[key];
  switch (key) {
    case 'type':
      return Object.keys(model.events);
    case 'kind':
      return KINDS;
    case 'classification':
      return CLASSIFICATIONS;
    case 'stream':
      return Object.keys(model.streams);
    case 'subject_type':
      return Object.keys(model.subjects);
    case 'producer':
      return Object.keys(model.services);
    case 'system_id':
      return Object.keys(model.systems);
    default:
      return field?.values ?? [];
  }
}

export function completeRecord(model: Model, text: string, line: number, column: number): readonly Suggestion[] {
  const lines = text.split('\n');
  const here = (lines[line - 1] ?? '').slice(0, column - 1);
  const before = [...lines.slice(0, line - 1), here].join('\n');
  const type = /"type"\s*:\s*"([^"]*)"/.exec(text)?.[1] ?? '';
  const value = /"(\w+)"\s*:\s*("?)[\w.-]*$/.exec(here);
  if (value) {
    const [, key = '', quote] = value;
    return valuesOf(model, key, type).map((one) => suggest(one, quote === '' ? `"${one}"` : one, 'value', key));
  }
  const { depth, under } = placeIn(before);
  const quoted = /"\w*$/.test(here);
  const key = (name: string, detail: string) => suggest(name, quoted ? name : `"${name}": `, 'key', detail);
  if (depth === 1)
    return FIELD_NAMES.filter((name) => !text.includes(`"${name}"`)).map((name) => key(name, 'envelope'));
  if (under !== 'payload') return [];
  const payload = model.events[type]?.payload ?? {};
  return Object.entries(payload).map(([name, field]) => key(name, field.values?.join(' | ') ?? field.type));
}
