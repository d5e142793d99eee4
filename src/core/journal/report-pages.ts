/** The integrity report as a page to be sent: Markdown, and HTML that needs nothing besides itself. */
import { chainText, entryText, excerptText, FINDING_KINDS, FINDING_WORDS, headline } from './integrity-words.ts';
import type { IntegrityReport } from './report.ts';

/** Entries of a list that a page shows. */
const SHOWN = 100;
const count = (n: number) => n.toLocaleString('en');

interface Section {
  readonly title: string;
  readonly text: readonly string[];
  readonly rows: readonly string[];
}

function sectionsOf(report: IntegrityReport): readonly Section[] {
  return FINDING_KINDS.map((kind) => {
    const { means, harmless, todo } = FINDING_WORDS[kind];
    const total = report[`${kind}_total`];
    const title = headline(kind, report);
    const excerpt = kind === 'starts' ? excerptText(report) : undefined;
    if (excerpt !== undefined) return { title, text: [excerpt], rows: [] };
    const rows = report[kind].slice(0, SHOWN).map(entryText);
    return {
      title,
      text: total > 0 ? [means, `Harmless: ${harmless}`, `What to do: ${todo}`] : [],
      rows: total > rows.length ? [...rows, `and ${count(total - rows.length)} more`] : rows,
    };
  });
}

function facts(report: IntegrityReport): readonly (readonly [string, string])[] {
  return [
    ['Read as', report.format],
    ['Records', `${count(report.accepted)} of ${count(report.records)}`],
    ['Subjects', count(report.subjects)],
    ['Types', count(Object.keys(report.types).length)],
    ...Object.entries(report.time).map(([lane, [from, to]]) => [lane, `${from} to ${to}`] as const),
    ['Records that share their place in the log', count(report.ties)],
    ['Hash chain', chainText(report.chain)],
  ];
}

const MARKS = /[\\`*_{}[\]<>#|]/g;
const plain = (text: string) => text.replace(/\s+/g, ' ').replace(MARKS, '\\$&');

/** `name` is the journal's. Ends with a newline. */
export function reportMarkdown(name: string, report: IntegrityReport): string {
  const lines = [
    `# Integrity of ${plain(name)}`,
    '',
    '| | |',
    '| --- | --- |',
    ...facts(report).map(([what, value]) => `| ${plain(what)} | ${plain(value)} |`),
  ];
  for (const { title, text, rows } of sectionsOf(report)) {
    lines.push('', `## ${plain(title)}`);
    for (const paragraph of text) lines.push('', plain(paragraph));
    if (rows.length > 0) lines.push('', ...rows.map((row) => `- ${plain(row)}`));
  }
  lines.push('', '## Types', '', '| type | records |', '| --- | ---: |');
  for (const [type, n] of Object.entries(report.types)) lines.push(`| ${plain(type)} | ${count(n)} |`);
  return `${lines.join('\n')}\n`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const html = (text: string) => text.replace(/[&<>"]/g, (c) => ENTITIES[c] ?? c);

export function reportHtml(name: string, report: IntegrityReport): string {
  const row = (cells: readonly string[]) => `<tr>${cells.map((cell) => `<td>${html(cell)}</td>`).join('')}</tr>`;
  const sections = sectionsOf(report).map(
    ({ title, text, rows }) =>
      `<h2>${html(title)}</h2>${text.map((p) => `<p>${html(p)}</p>`).join('')}${rows.length > 0 ? `<ul>${rows.map((r) => `<li>${html(r)}</li>`).join('')}</ul>` : ''}`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Integrity of ${html(name)}</title>
<style>body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}td{padding:.1rem .8rem .1rem 0;vertical-align:top}li{font-family:ui-monospace,monospace;font-size:13px;overflow-wrap:anywhere}</style></head>
<body><h1>Integrity of ${html(name)}</h1>
<table>${facts(report)
    .map((fact) => row(fact))
    .join('')}</table>
${sections.join('\n')}
<h2>Types</h2><table>${Object.entries(report.types)
    .map(([type, n]) => row([type, count(n)]))
    .join('')}</table>
</body></html>
`;
}
