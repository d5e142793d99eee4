/** `factline catalog`: a page an event and command; `--check` says which is stale (GS-064). */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Finding } from '../../core/finding.ts';
import { type CatalogPage, catalogOf, MADE_BY } from '../../core/model/catalog.ts';
import { type ParsedModel, parseModel } from '../../core/model/parse.ts';
import { type CliCommand, UsageError } from '../command.ts';
import { PROBLEM_FORMATS, printFindings } from '../formats/print.ts';
import { summaryOf } from '../formats/problems.ts';
import { readModels } from '../model-input.ts';
import { failOnOf, formatOf, statusOf, textOf } from '../options.ts';

const FOLDER = 'catalog';

/** Pages of ours that stand in a folder, by their path in it. */
async function standing(folder: string): Promise<ReadonlyMap<string, string>> {
  const names = await readdir(folder, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw new UsageError(`${folder} cannot be read: ${error.message}`);
  });
  const found = new Map<string, string>();
  for (const name of names.filter((path) => path.endsWith('.md'))) {
    const text = await readFile(join(folder, name), 'utf8');
    if (text.trimEnd().endsWith(MADE_BY)) found.set(name.replaceAll('\\', '/'), text.replace(/\r\n/g, '\n'));
  }
  return found;
}

function staleness(
  pages: readonly CatalogPage[],
  there: ReadonlyMap<string, string>,
  parsed: ParsedModel,
): readonly Finding[] {
  const problem = (pointer: string, message: string): Finding => ({
    rule: 'catalog-is-current',
    clauses: ['GS-064'],
    severity: 'error',
    place: parsed.locate(pointer),
    message,
  });
  const known = new Set(pages.map(({ path }) => path));
  return [
    ...pages.flatMap(({ path, text, pointer }) => {
      const before = there.get(path);
      if (before === text) return [];
      return [
        problem(
          pointer,
          before === undefined
            ? `The catalog has no page ${path}. Run \`factline catalog\` to make it.`
            : `The page ${path} of the catalog says something else than the model. Run \`factline catalog\` to make it anew.`,
        ),
      ];
    }),
    ...[...there.keys()]
      .filter((path) => !known.has(path))
      .map((path) =>
        problem(
          '',
          `The catalog has a page ${path}, of which the model knows nothing. Run \`factline catalog\` to remove it.`,
        ),
      ),
  ];
}

export const catalog: CliCommand = {
  name: 'catalog',
  usage: `catalog MODEL… [-o DIR] [--check] [--format text|json|sarif|junit|github]`,
  summary: `A page for each event and command, in ${FOLDER}/ unless -o says where; --check says which page is stale.`,
  options: { out: { type: 'string', short: 'o' }, check: { type: 'boolean' } },
  async run({ positionals, values }, io) {
    const format = formatOf(values, PROBLEM_FORMATS);
    const failOn = failOnOf(values);
    const { models } = await readModels(positionals, [], io);
    const parsed = parseModel(models);
    const broken = parsed.findings.filter(({ severity }) => severity === 'error');
    if (broken.length > 0) {
      io.out(printFindings(format, broken, models, summaryOf(broken)));
      return 1;
    }
    const folder = textOf(values.out) ?? FOLDER;
    const pages = catalogOf(parsed.model);
    const there = await standing(folder);
    if (values.check === true) {
      const stale = staleness(pages, there, parsed);
      io.out(printFindings(format, stale, models, summaryOf(stale)));
      return statusOf(stale, failOn);
    }
    const paths = new Set(pages.map(({ path }) => path));
    for (const { path, text } of pages) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    const gone = [...there.keys()].filter((path) => !paths.has(path));
    for (const path of gone) await rm(join(folder, path));
    io.out(`${pages.length} pages in ${folder}${gone.length > 0 ? `, ${gone.length} removed` : ''}`);
    return 0;
  },
};
