/** What `factline test` prints (contract §6): text, JSON, JUnit. */
import type { Place } from '../../core/finding.ts';
import type { PropertiesAnswer, PropertyResult } from '../../core/writepath/properties.ts';
import { scenarioEntry } from '../../core/writepath/scenario-write.ts';
import type { ScenarioResult } from '../../core/writepath/scenarios.ts';
import { attributes, escaped } from './junit.ts';

export interface PlacedResult extends ScenarioResult {
  /** Of the failing step; where it is ok, of the scenario. */
  readonly place: Place;
}

const where = ({ file, line, column }: Place) => [file, line, column].filter((part) => part !== undefined).join(':');
const count = (results: readonly PlacedResult[]) => ({
  passed: results.filter(({ ok }) => ok).length,
  failed: results.filter(({ ok }) => !ok).length,
});

const shownCommand = ({ type, payload }: { readonly type: string; readonly payload: unknown }) =>
  `${type} ${JSON.stringify(payload)}`;

function generatedText({ seed, properties }: PropertiesAnswer): readonly string[] {
  const lines = properties.flatMap(({ name, ok, tried, failure }) => [
    `${ok ? 'ok    ' : 'FAILED'}  ${name} (${tried.lists} lists, ${tried.commands} commands)`,
    ...(failure ? [`        ${failure.message}`] : []),
    ...(failure?.error?.file === undefined ? [] : [`        at ${failure.error.file}:${failure.error.line ?? 1}`]),
    ...(failure?.commands ?? []).map((command, i) => `        ${i + 1}. ${shownCommand(command)}`),
    ...(failure?.scenario
      ? ['        as a scenario:', ...scenarioEntry(failure.scenario).lines.map((line) => `          ${line}`)]
      : []),
  ]);
  const failed = properties.filter(({ ok }) => !ok).length;
  return ['', ...lines, '', `${properties.length} properties over generated commands (seed ${seed}): ${failed} failed`];
}

export function scenariosText(results: readonly PlacedResult[], generated?: PropertiesAnswer): string {
  const lines = results.flatMap(({ name, ok, failure, place }) => [
    `${ok ? 'ok    ' : 'FAILED'}  ${name}`,
    ...(failure
      ? [
          `        ${where(place)} ${failure.message}${failure.clauses.length > 0 ? ` (${failure.clauses.join(' ')})` : ''}`,
          ...(failure.error?.file === undefined ? [] : [`        at ${failure.error.file}:${failure.error.line ?? 1}`]),
        ]
      : []),
  ]);
  const { passed, failed } = count(results);
  return [
    ...lines,
    '',
    `${results.length} scenarios: ${passed} passed, ${failed} failed`,
    ...(generated ? generatedText(generated) : []),
  ].join('\n');
}

export function scenariosJson(results: readonly PlacedResult[], generated?: PropertiesAnswer): string {
  const scenarios = results.map(({ name, ok, expected, actual, trace, failure, place, before, after }) => ({
    name,
    ok,
    expected,
    actual,
    trace,
    ...place,
    ...(failure && {
      message: failure.message,
      clauses: failure.clauses,
      ...(failure.error && { error: failure.error }),
    }),
    before,
    after,
  }));
  return JSON.stringify({ scenarios, summary: count(results), ...generated }, undefined, 2);
}

/** A property as a testcase: what fails is named with the smallest list of commands. */
const generatedResult = (seed: number, { name, ok, failure }: PropertyResult): PlacedResult => ({
  name,
  ok,
  expected: [],
  actual: [],
  trace: [],
  before: {},
  after: {},
  place: { file: `generated commands, seed ${seed}` },
  ...(failure && {
    failure: {
      ...failure,
      pointer: '',
      message: [failure.message, ...failure.commands.map(shownCommand)].join('\n'),
    },
  }),
});

export function scenariosJunit(written: readonly PlacedResult[], generated?: PropertiesAnswer): string {
  const results = [
    ...written,
    ...(generated?.properties ?? []).map((property) => generatedResult(generated?.seed ?? 0, property)),
  ];
  const suites = new Map<string, PlacedResult[]>();
  for (const result of results) {
    const name = result.place.file ?? 'factline';
    suites.set(name, [...(suites.get(name) ?? []), result]);
  }
  const testcase = (suite: string, { name, failure, place }: PlacedResult) => {
    const open = `    <testcase${attributes({ classname: suite, name, ...(place.file !== undefined && { file: place.file }), ...(place.line !== undefined && { line: place.line }) })}`;
    if (!failure) return `${open}/>`;
    const type = failure.error?.code ?? 'failed';
    const body = escaped(`${where(place)} ${failure.message}`);
    return `${open}>\n      <failure${attributes({ type, message: failure.message })}>${body}</failure>\n    </testcase>`;
  };
  const { failed } = count(results);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: 'factline test', tests: results.length, failures: failed, errors: 0 })}>`,
    ...[...suites].flatMap(([name, list]) => [
      `  <testsuite${attributes({ name, tests: list.length, failures: count(list).failed, errors: 0, skipped: 0 })}>`,
      ...list.map((result) => testcase(name, result)),
      '  </testsuite>',
    ]),
    '</testsuites>',
  ].join('\n');
}
