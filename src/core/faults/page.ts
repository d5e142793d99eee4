/** A page about a fault, read: its words, what its example breaks, and the example with its healthy twin. */
import type { SimRecord } from '../writepath/record.ts';
import { PROPERTIES, type Property } from './verdict.ts';

export interface LabExample {
  readonly model: string;
  readonly behavior: string;
  readonly journal: readonly SimRecord[];
}
export interface FaultPage {
  readonly title: string;
  readonly markdown: string;
  /** `consumer/mailer`. */
  readonly target: string;
  readonly property: Property;
  readonly clauses: readonly string[];
  readonly faulty: LabExample;
  readonly healthy: LabExample;
}

/**
 * The page's form: `# title`, a line “Breaks `target property` · clauses”, the first blocks `yaml`, `ts` and `json` (a record a line), and behind
 * `## The fix` what stands instead in the healthy twin.
 */
export function readPage(text: string): FaultPage {
  const [, title] = /^# (.*)$/m.exec(text) ?? [];
  const [, target, property, clauses] = /^Breaks `(\S+) (\S+)` · (.*)$/m.exec(text) ?? [];
  const known = PROPERTIES.find((one) => one === property);
  const [before = '', after = ''] = text.split(/^## The fix$/m);
  const [model, behavior, lines] = ['yaml', 'ts', 'json'].map((language) => blockOf(before, language));
  if (!title || !target || !known || !clauses || !model || !behavior || !lines)
    throw new Error(`the page ${title ?? text.slice(0, 40)} lacks a part`);
  const journal = lines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as SimRecord);
  return {
    title,
    markdown: text.replace(/^# .*\n/, ''),
    target,
    property: known,
    clauses: clauses.trim().split(' '),
    faulty: { model, behavior, journal },
    healthy: { model: blockOf(after, 'yaml') ?? model, behavior: blockOf(after, 'ts') ?? behavior, journal },
  };
}

const blockOf = (text: string, language: string): string | undefined =>
  new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(text)?.[1];
