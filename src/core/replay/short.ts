/** The beginning of a value's JSON text; of what lies beyond it nothing is walked. */
import type { JsonValue } from '../record/record.ts';

/** As JSON.stringify gives it, cut after `most` characters by an ellipsis. */
export function shortJson(value: JsonValue, most = 80): string {
  let text = '';
  const write = (part: JsonValue): boolean => {
    if (typeof part === 'string') text += JSON.stringify(part.length > most ? part.slice(0, most + 1) : part);
    else if (typeof part !== 'object' || part === null) text += JSON.stringify(part);
    else if (Array.isArray(part)) {
      text += '[';
      for (let i = 0; i < part.length; i++) {
        if (i > 0) text += ',';
        if (!write(part[i] ?? null)) return false;
      }
      text += ']';
    } else {
      text += '{';
      let first = true;
      for (const key in part) {
        if (!Object.hasOwn(part, key)) continue;
        text += `${first ? '' : ','}${JSON.stringify(key)}:`;
        first = false;
        const member = (part as Readonly<Record<string, JsonValue>>)[key];
        if (!write(member === undefined ? null : member)) return false;
      }
      text += '}';
    }
    return text.length <= most;
  };
  write(value);
  return text.length > most ? `${text.slice(0, most)}…` : text;
}
