/** The report as a file. */
import { download } from '../../app/workspace-files.ts';
import type { IntegrityReport } from '../../core/journal/report.ts';
import { reportHtml, reportMarkdown } from '../../core/journal/report-pages.ts';

export function saveReport(name: string, report: IntegrityReport, kind: 'markdown' | 'html' | 'json'): void {
  const files = {
    markdown: () => ['md', 'text/markdown', reportMarkdown(name, report)] as const,
    html: () => ['html', 'text/html', reportHtml(name, report)] as const,
    json: () => ['json', 'application/json', `${JSON.stringify(report, undefined, 2)}\n`] as const,
  };
  const [extension, type, text] = files[kind]();
  download(`${name}.integrity.${extension}`, new Blob([text], { type }));
}
