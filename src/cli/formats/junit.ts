/** Problems as JUnit XML: a testsuite a file, a failing testcase a problem, a passing one where a file has none. */
import type { Finding } from '../../core/finding.ts';
import { type Problems, ruleText } from './problems.ts';

/** What XML 1.0 cannot hold, escaped or not: control characters and halves of surrogate pairs. */
const NOT_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // Left alone they would be read as spaces in an attribute.
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};
export const escaped = (text: string) => text.replace(NOT_XML, '').replace(/[&<>"\t\n\r]/g, (c) => ESCAPES[c] ?? c);
export const attributes = (values: Readonly<Record<string, string | number>>) =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join('');

function failing(suite: string, finding: Finding): string {
  const { rule, severity, message, place } = finding;
  const at = place.line === undefined ? '' : ` at ${place.line}:${place.column ?? 1}`;
  const where = [place.file, place.line, place.column].filter((part) => part !== undefined).join(':');
  const body = escaped(`${where} ${severity} ${message} (${ruleText(finding)})`.trim());
  return [
    `    <testcase${attributes({ classname: suite, name: `${rule}${at}` })}>`,
    `      <failure${attributes({ type: `${severity} ${rule}`, message })}>${body}</failure>`,
    '    </testcase>',
  ].join('\n');
}

function suiteText(name: string, findings: readonly Finding[]): string {
  const passing = `    <testcase${attributes({ classname: name, name: 'no problem' })}/>`;
  const counts = { name, tests: Math.max(1, findings.length), failures: findings.length, errors: 0, skipped: 0 };
  const cases = findings.length > 0 ? findings.map((finding) => failing(name, finding)) : [passing];
  return [`  <testsuite${attributes(counts)}>`, ...cases, '  </testsuite>'].join('\n');
}

export function junitText({ findings, files }: Problems): string {
  const suites = new Map<string, Finding[]>(files.map(({ path }) => [path, []]));
  for (const finding of findings) {
    const name = finding.place.file ?? 'factline';
    const suite = suites.get(name) ?? [];
    suite.push(finding);
    suites.set(name, suite);
  }
  const tests = [...suites.values()].reduce((sum, { length }) => sum + Math.max(1, length), 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: 'factline', tests, failures: findings.length, errors: 0 })}>`,
    ...[...suites].map(([name, list]) => suiteText(name, list)),
    '</testsuites>',
  ].join('\n');
}
