/** Problems as SARIF 2.1.0, which code scanning reads. */
import { isAbsolute, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import packageJson from '../../../package.json';
import type { Finding, Fix, Place, TextEdit } from '../../core/finding.ts';
import { describeRule } from '../rule-pages.ts';
import type { Problems } from './problems.ts';

const LEVEL = { error: 'error', warning: 'warning', info: 'note' } as const;

/** Relative to where the command runs, if it is below; a scanner looks there. */
function uriOf(path: string): string {
  if (path === '-') return 'stdin';
  const within = isAbsolute(path) ? relative(process.cwd(), path) : path;
  if (isAbsolute(within) || within.split(sep)[0] === '..') return pathToFileURL(path).href;
  return within
    .split(sep)
    .filter((part) => part !== '.')
    .map(encodeURIComponent)
    .join('/');
}

/** One character where no end is known; where it is the start itself, as of an insertion, it is empty. */
const regionOf = ({ line = 1, column = 1, endLine = line, endColumn = column + 1 }: Place | TextEdit) => ({
  startLine: line,
  startColumn: column,
  endLine,
  endColumn,
});

function locationsOf(place: Place): readonly object[] {
  const { file, line, pointer } = place;
  if (file === undefined && pointer === undefined) return [];
  const region = line !== undefined && { region: regionOf(place) };
  return [
    {
      ...(file !== undefined && { physicalLocation: { artifactLocation: { uri: uriOf(file) }, ...region } }),
      ...(pointer !== undefined && { logicalLocations: [{ fullyQualifiedName: pointer, kind: 'object' }] }),
    },
  ];
}

function fixOf({ title, edits }: Fix): object {
  const files = [...new Set(edits.map(({ file }) => file))];
  return {
    description: { text: title },
    artifactChanges: files.map((file) => ({
      artifactLocation: { uri: uriOf(file) },
      replacements: edits
        .filter((edit) => edit.file === file)
        .map((edit) => ({ deletedRegion: regionOf(edit), insertedContent: { text: edit.text } })),
    })),
  };
}

function ruleOf(id: string): object {
  const { title, page, clauses } = describeRule(id);
  return {
    id,
    ...(title !== undefined && { shortDescription: { text: title } }),
    ...(page !== undefined && { help: { text: page, markdown: page } }),
    properties: { tags: clauses, clauses },
  };
}

function resultOf(finding: Finding, ruleIndex: number): object {
  const { rule, clauses, severity, message, place, count, examples, fixes } = finding;
  return {
    ruleId: rule,
    ruleIndex,
    level: LEVEL[severity],
    message: { text: message },
    locations: locationsOf(place),
    ...(fixes && fixes.length > 0 && { fixes: fixes.map(fixOf) }),
    ...(count !== undefined && { occurrenceCount: count }),
    properties: {
      clauses,
      ...(place.record !== undefined && { record: place.record }),
      ...(examples && { examples }),
    },
  };
}

export function sarifText({ findings, files }: Problems): string {
  const ids = [...new Set(findings.map(({ rule }) => rule))];
  const driver = {
    name: 'factline',
    version: packageJson.version,
    semanticVersion: packageJson.version,
    rules: ids.map(ruleOf),
  };
  const run = {
    tool: { driver },
    invocations: [{ executionSuccessful: true }],
    columnKind: 'utf16CodeUnits',
    artifacts: files.map(({ path }) => ({ location: { uri: uriOf(path) } })),
    results: findings.map((finding) => resultOf(finding, ids.indexOf(finding.rule))),
  };
  return JSON.stringify(
    { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] },
    undefined,
    2,
  );
}
