/** The types of OCEL attributes, from the values met: `string time integer float boolean`. */
import type { JsonNode } from '../../record/json-tree.ts';
import { textOf } from '../../record/json-tree.ts';
import { isRfc3339 } from '../../record/time.ts';
import type { Lose } from './writer.ts';

type AttributeType = 'string' | 'time' | 'integer' | 'float' | 'boolean';
type Kind = AttributeType | 'json';

interface Met {
  readonly kinds: Set<Kind>;
  readonly line: number;
}

function kindOf(node: JsonNode): Kind {
  switch (node.kind) {
    case 'number':
      return /[.eE]/.test(textOf(node)) ? 'float' : 'integer';
    case 'true':
    case 'false':
      return 'boolean';
    case 'string':
      return isRfc3339(node.text) ? 'time' : 'string';
    default:
      return 'json';
  }
}

/** The one type that holds values of all these kinds. */
function typeOf(kinds: ReadonlySet<Kind>): AttributeType {
  const [only] = kinds;
  if (kinds.size === 1 && only !== undefined && only !== 'json') return only;
  return [...kinds].every((kind) => kind === 'integer' || kind === 'float') ? 'float' : 'string';
}

const COARSE = {
  string: 'text',
  time: 'text',
  integer: 'number',
  float: 'number',
  boolean: 'boolean',
  json: 'json',
} as const;

/** `fieldOf`: what of the journal an attribute is, as the list of losses names it. */
export function createAttributeTypes(lose: Lose, fieldOf: (attribute: string) => string) {
  const events = new Map<string, Map<string, Met>>();
  const of = (event: string) => {
    const known = events.get(event) ?? new Map<string, Met>();
    events.set(event, known);
    return known;
  };
  return {
    seen: (event: string): void => void of(event),
    add(event: string, name: string, node: JsonNode, line: number): void {
      const attributes = of(event);
      const met = attributes.get(name) ?? { kinds: new Set(), line };
      met.kinds.add(kindOf(node));
      attributes.set(name, met);
    },
    /** Tells of attributes whose values are of kinds that no type holds together. */
    end() {
      return [...events].map(([name, attributes]) => ({
        name,
        attributes: [...attributes].map(([attribute, { kinds, line }]) => {
          if (new Set([...kinds].map((kind) => COARSE[kind])).size > 1)
            lose(fieldOf(attribute), `of several kinds in ${name}: text in all its events`, line);
          return { name: attribute, type: typeOf(kinds) };
        }),
      }));
    },
  };
}
