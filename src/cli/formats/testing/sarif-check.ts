/**
 * What SARIF 2.1.0 requires of the parts that we print, made by hand from its text: the official schema is in no package here. Every
 * property is named, so that an unknown one is a fault, as in the schema (`additionalProperties: false`).
 */
type Check = (value: unknown, at: string, tell: (fault: string) => void) => void;

const text: Check = (value, at, tell) => {
  if (typeof value !== 'string' || value === '') tell(`${at} is no text`);
};
const oneOf =
  (...allowed: readonly unknown[]): Check =>
  (value, at, tell) => {
    if (!allowed.includes(value)) tell(`${at} is ${String(value)}`);
  };
const integer =
  (least: number): Check =>
  (value, at, tell) => {
    if (!Number.isInteger(value) || (value as number) < least) tell(`${at} is no integer from ${least}`);
  };
const uri: Check = (value, at, tell) => {
  if (typeof value !== 'string' || !URL.canParse(value, 'file:///root/') || /[\s\\]/.test(value))
    tell(`${at} is no URI reference`);
};
const list =
  (of: Check, least = 0, unique = false): Check =>
  (value, at, tell) => {
    if (!Array.isArray(value)) return tell(`${at} is no list`);
    if (value.length < least) tell(`${at} has fewer than ${least}`);
    if (unique && new Set(value.map((v) => JSON.stringify(v))).size < value.length) tell(`${at} repeats itself`);
    for (const [i, item] of value.entries()) of(item, `${at}/${i}`, tell);
  };
const object =
  (required: Readonly<Record<string, Check>>, optional: Readonly<Record<string, Check>> = {}): Check =>
  (value, at, tell) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return tell(`${at} is no object`);
    for (const key of Object.keys(required)) if (!Object.hasOwn(value, key)) tell(`${at} lacks ${key}`);
    for (const [key, item] of Object.entries(value)) {
      const check = required[key] ?? optional[key];
      if (check) check(item, `${at}/${key}`, tell);
      else tell(`${at} has an unknown ${key}`);
    }
  };

const anything: Check = () => undefined;
const properties: Check = (value, at, tell) => {
  if (typeof value !== 'object' || value === null) return tell(`${at} is no object`);
  if ('tags' in value) list(text, 0, true)(value.tags, `${at}/tags`, tell);
};
const message = object({ text });
const multiformat = object({ text }, { markdown: text });
const artifactLocation = object({ uri });
const region: Check = (value, at, tell) => {
  object({ startLine: integer(1) }, { startColumn: integer(1), endLine: integer(1), endColumn: integer(1) })(
    value,
    at,
    tell,
  );
  const r = value as Readonly<Record<string, number>>;
  const before = (r.endLine ?? 0) - (r.startLine ?? 0) || (r.endColumn ?? 0) - (r.startColumn ?? 0);
  if (before < 0) tell(`${at} ends before it starts`);
};
const location = object(
  {},
  {
    physicalLocation: object({ artifactLocation }, { region }),
    logicalLocations: list(object({}, { fullyQualifiedName: text, kind: text })),
  },
);
const replacement = object({ deletedRegion: region }, { insertedContent: object({ text: anything }) });
const fix = object(
  { artifactChanges: list(object({ artifactLocation, replacements: list(replacement, 1) }), 1, true) },
  { description: message },
);
const rule = object({ id: text }, { shortDescription: multiformat, help: multiformat, properties });
const result = object(
  { message },
  {
    ruleId: text,
    ruleIndex: integer(-1),
    level: oneOf('none', 'note', 'warning', 'error'),
    locations: list(location),
    fixes: list(fix, 0, true),
    occurrenceCount: integer(1),
    properties,
  },
);
const run = object(
  {
    tool: object({
      driver: object({ name: text }, { version: text, semanticVersion: text, rules: list(rule, 0, true) }),
    }),
  },
  {
    invocations: list(object({ executionSuccessful: oneOf(true, false) })),
    columnKind: oneOf('utf16CodeUnits', 'unicodeCodePoints'),
    artifacts: list(object({ location: artifactLocation }), 0, true),
    results: list(result),
  },
);
const log = object({ version: oneOf('2.1.0'), runs: list(run) }, { $schema: uri });

/** What is wrong with a log, by place; nothing when it is sound. Each result's rule is looked up by its index too. */
export function sarifFaults(value: unknown): readonly string[] {
  const faults: string[] = [];
  log(value, '', (fault) => faults.push(fault));
  if (faults.length > 0) return faults;
  const { runs } = value as {
    runs: { tool: { driver: { rules: { id: string }[] } }; results: { ruleId: string; ruleIndex: number }[] }[];
  };
  for (const { tool, results } of runs)
    for (const { ruleId, ruleIndex } of results)
      if (tool.driver.rules[ruleIndex]?.id !== ruleId) faults.push(`${ruleId} is not rule ${ruleIndex}`);
  return faults;
}
