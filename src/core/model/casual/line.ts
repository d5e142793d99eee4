/** One line in casual notation: `OrderPlaced(order_id, total)`, `PlaceOrder -> OrderPlaced`, `policy: …`, or a sentence. */
import { tokensOf } from '../../words/split.ts';
import { readFields, splitOutside } from './fields.ts';
import { EVENT_KINDS, type Keys, type NameStyle, PROPOSED_KINDS, type ProposedKind, type Taking } from './proposal.ts';
import { kindOfName, tellOf } from './sentence.ts';

const BULLET = /^\s*(?:[-*•–]|\d+[.)])\s+/;
const SAID = /^(fact|event|intent|observation|derivation|command|policy|projection|view|stream|topic)\b\s*:?\s+(?=\S)/i;
const KINDS: Readonly<Record<string, ProposedKind>> = {
  fact: 'FACT',
  intent: 'INTENT',
  observation: 'OBSERVATION',
  derivation: 'DERIVATION',
  command: 'command',
  policy: 'policy',
  projection: 'projection',
  view: 'projection',
  stream: 'stream',
  topic: 'stream',
};
const NAME = /^[\p{L}_][\p{L}\p{N}_]*(?:[./-][\p{L}\p{N}_]+)*/u;

export function takeLine(line: number, source: string, style: NameStyle, into: Taking): void {
  const text = source.replace(BULLET, '').trim();
  if (text === '') return;
  if (/^(?:#|\/\/|--)/.test(text)) {
    into.leave(line, source.trim(), 'a comment');
    return;
  }
  const [before, ...after] = text.split(/\s*(?:->|→|=>)\s*/);
  if (after.length > 0 && before !== undefined) {
    takeArrow(line, source, before, after, style, into);
    return;
  }
  take(line, source, text, style, into);
}

/** `PlaceOrder(order_id) -> OrderPlaced, OrderRejected`. */
function takeArrow(
  line: number,
  source: string,
  before: string,
  after: readonly string[],
  style: NameStyle,
  into: Taking,
): void {
  const results = after.flatMap((part) => splitOutside(part));
  const names = results.map((part) => NAME.exec(part)?.[0]);
  if (after.length > 1 || names.some((name) => name === undefined)) {
    into.leave(line, source.trim(), 'what the arrow leads to is no list of names');
    return;
  }
  take(
    line,
    source,
    before,
    style,
    into,
    { kind: 'command', why: 'the arrow says that it leads to events' },
    { emits: names },
  );
  for (const part of results) take(line, source, part, style, into);
}

function take(
  line: number,
  source: string,
  text: string,
  style: NameStyle,
  into: Taking,
  given?: { readonly kind: ProposedKind; readonly why: string },
  keys: Keys = {},
): void {
  const said = SAID.exec(text);
  const word = said?.[1]?.toLowerCase() ?? '';
  const rest = said ? text.slice(said[0].length).trim() : text;
  const told = KINDS[word];
  const choices = given ? [given.kind] : PROPOSED_KINDS;
  const add = (kind: ProposedKind, why: string, name: string, fieldText: string | undefined, description?: string) => {
    const { fields, problems } = readFields(fieldText ?? '');
    for (const problem of problems) into.leave(line, problem, `no field of ${name}: write a name, or name: type`);
    into.propose({
      line,
      source: source.trim(),
      kind,
      choices: fields.length > 0 ? choices.filter((one) => one === 'command' || isEvent(one)) : choices,
      why,
      name,
      ...(description !== undefined && { description }),
      fields: kind === 'command' || isEvent(kind) ? fields : [],
      keys,
    });
  };
  const written = namedIn(rest, said !== null || given !== undefined);
  if (written) {
    const of = kindOfName(written.name);
    const fact =
      word === 'event' && of.kind === 'command' ? { kind: 'FACT' as const, why: 'it is called an event' } : of;
    const chosen = given ?? (told ? { kind: told, why: `it is called ${word}` } : fact);
    add(chosen.kind, chosen.why, written.name, written.fields);
    return;
  }
  const sentence = tellOf(rest, style);
  if (!sentence) {
    into.leave(
      line,
      source.trim(),
      tokensOf(rest).length < 2
        ? 'one word alone does not tell what happens'
        : 'no verb tells what happens: say who does what, or name it, as OrderPlaced(order_id)',
    );
    return;
  }
  const kind = given?.kind ?? told ?? sentence.kind;
  add(kind, told ? `it is called ${word}` : (given?.why ?? sentence.why), sentence.name, undefined, rest);
}

const isEvent = (kind: ProposedKind) => (EVENT_KINDS as readonly string[]).includes(kind);

/** A name, with its fields in brackets or behind a colon. A single plain word is a name only where something says so. */
function namedIn(text: string, sure: boolean): { readonly name: string; readonly fields?: string } | undefined {
  const name = NAME.exec(text)?.[0];
  if (name === undefined) return undefined;
  const rest = text.slice(name.length).trim();
  const fields = /^(?:\((.*)\)|\{(.*)\}|:\s*(.+?))\s*[.;]?$/s.exec(rest);
  if (fields) {
    const inner = fields[1] ?? fields[2] ?? fields[3] ?? '';
    // `Note: the customer pays later` is a sentence.
    const colon = fields[3] !== undefined && tokensOf(name).length < 2 && readFields(inner).problems.length > 0;
    return colon ? undefined : { name, fields: inner };
  }
  const looks = sure || tokensOf(name).length > 1;
  return looks && /^[.;]?$/.test(rest) ? { name } : undefined;
}
