/** YAML as Ruby writes it (`:name: value`), as JSON: symbols are text, numbers keep their digits, Ruby's tags are passed over. */
import { isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { JsonError, type JsonNode, parseTree } from '../record/json-tree.ts';

const MOST_DEPTH = 64;

/** Undefined where the text is no YAML document that begins with `---`. */
export function rubyYaml(text: string): JsonNode | undefined {
  if (!text.startsWith('---')) return undefined;
  const document = parseDocument(text, { logLevel: 'silent', uniqueKeys: false, keepSourceTokens: false });
  if (document.errors.length > 0) return undefined;
  const json = (node: unknown, depth: number): string => {
    if (depth > MOST_DEPTH) return 'null';
    if (isAlias(node)) return json(node.resolve(document), depth + 1);
    if (isSeq(node)) return `[${node.items.map((item) => json(item, depth + 1)).join(',')}]`;
    if (isMap(node)) {
      const members = node.items.map(({ key, value }) => `${JSON.stringify(keyText(key))}:${json(value, depth + 1)}`);
      return `{${members.join(',')}}`;
    }
    if (!isScalar(node)) return 'null';
    const { value, source = '', type } = node;
    if (typeof value === 'number') return /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(source) ? source : JSON.stringify(source);
    if (typeof value === 'string') return JSON.stringify(type === 'PLAIN' ? symbol(value) : value);
    return value === null || typeof value === 'boolean' ? String(value) : JSON.stringify(source);
  };
  try {
    return parseTree(json(document.contents, 0));
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    return undefined;
  }
}

const symbol = (text: string) => (/^:[A-Za-z_]/.test(text) ? text.slice(1) : text);

function keyText(key: unknown): string {
  return isScalar(key) ? symbol(String(key.value)) : String(key);
}
