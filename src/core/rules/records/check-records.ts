/** Records checked as they come, in one pass: each rule is run once for each chosen profile that has it. */
import type { Finding } from '../../finding.ts';
import type { JournalHeader } from '../../formats/mapping.ts';
import type { Model, ProfileName } from '../../model/model.ts';
import type { ProcessingRow } from '../../record/record.ts';
import { SETTINGS, severityOf } from '../profiles.ts';
import { createCollector, ruleFailed } from './collect.ts';
import { RECORD_RULES } from './index.ts';
import type { RecordPass, RecordRule, SeenRecord } from './record-rule.ts';

export interface RecordCheckOptions {
  readonly model?: Model | undefined;
  /** Instead of those that the model names. */
  readonly profiles?: readonly ProfileName[] | undefined;
  readonly header?: JournalHeader | undefined;
  /** What the journal is called. */
  readonly file?: string | undefined;
  readonly rules?: readonly RecordRule[] | undefined;
}

export interface RecordCheck {
  record(at: SeenRecord): void;
  /** Whether any rule asks for processing rows: where none does they need not be read. */
  readonly hearsProcessing: boolean;
  processing(row: ProcessingRow, line: number): void;
  /** Call once, after the last record. */
  finish(): readonly Finding[];
}

interface Running {
  readonly id: string;
  readonly pass: RecordPass;
}

/**
 * Starts a check. Without a model and without a profile no rule has anything to look for: a journal is then checked for integrity only
 * (`journal-findings.ts`). Never throws: a rule that fails is named in a problem, and is not asked again.
 */
export function startRecordCheck(options: RecordCheckOptions): RecordCheck {
  const { model, header, file, rules = RECORD_RULES } = options;
  const profiles = options.profiles ?? model?.profiles ?? [];
  const collector = createCollector({ model, file });
  const failures: Finding[] = [];
  const running: Running[] = [];
  const attempt = (id: string, at: string, look: () => void): boolean => {
    try {
      look();
      return true;
    } catch (error) {
      if (!failures.some(({ message }) => message.startsWith(`The rule \`${id}\``)))
        failures.push(ruleFailed(id, at, file, error));
      return false;
    }
  };
  for (const profile of profiles)
    for (const { meta, start } of rules) {
      const severity = severityOf(meta, profile, model?.rules ?? {});
      if (severity === 'off') continue;
      attempt(meta.id, 'its start', () => {
        const pass = start({
          model,
          profile,
          settings: SETTINGS[profile],
          header,
          report: (said) => collector.report(meta, profile, severity, said),
        });
        if (pass) running.push({ id: meta.id, pass });
      });
    }
  let onRecord = running.filter(({ pass }) => pass.record !== undefined);
  let onProcessing = running.filter(({ pass }) => pass.processing !== undefined);
  const failed = new Set<Running>();
  return {
    get hearsProcessing() {
      return onProcessing.length > 0;
    },
    record(at) {
      for (const one of onRecord) {
        try {
          one.pass.record?.(at);
        } catch (error) {
          attempt(one.id, `record \`${at.record.id}\``, () => {
            throw error;
          });
          failed.add(one);
          onRecord = onRecord.filter((other) => other !== one);
        }
      }
    },
    processing(row, line) {
      for (const one of onProcessing) {
        if (attempt(one.id, `the processing row of \`${row.processed}\``, () => one.pass.processing?.(row, line)))
          continue;
        failed.add(one);
        onProcessing = onProcessing.filter((other) => other !== one);
      }
    },
    finish() {
      collector.unordered();
      for (const one of running)
        if (one.pass.end && !failed.has(one)) attempt(one.id, 'the end', () => one.pass.end?.());
      return [...failures, ...collector.findings()];
    },
  };
}
