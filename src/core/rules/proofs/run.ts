/** Runs one case the way `factline check` and `factline diff` do. */
import { compareModels } from '../../diff/compare-models.ts';
import {
  contentOf,
  diffJournals,
  type ExportedRecord,
  fieldsThatDiffer,
  problemsOfJournals,
} from '../../diff/journal-diff.ts';
import type { Finding } from '../../finding.ts';
import { analyse } from '../../journal/analyse.ts';
import { RecordFlag } from '../../journal/columns.ts';
import { readText } from '../../journal/memory.ts';
import type { ProfileName } from '../../model/model.ts';
import { parseModel } from '../../model/parse.ts';
import { parseLine } from '../../record/json.ts';
import { behaviorFacts } from '../behavior/read.ts';
import { checkModel } from '../check.ts';
import { checkJournal } from '../records/check-journal.ts';
import type { Case } from './proof.ts';

const fileOf = (text: string) => [{ path: 'a.model.yaml', text }];

async function read(text: string) {
  const journal = readText(new TextEncoder().encode(text), { format: 'factline' });
  const { columns, hashes, header } = journal;
  const record = (row: number) =>
    parseLine(journal.line(row), ((columns.flags[row] ?? 0) & RecordFlag.bigNumber) !== 0);
  const analysis = await analyse({
    columns,
    hashes,
    sequence: header.sequence,
    identity: header.identity,
    read: record,
  });
  return { ...journal, analysis, read: record };
}
type Read = Awaited<ReturnType<typeof read>>;

function* exported({ columns, read: record }: Read): Iterable<ExportedRecord> {
  for (let row = 0; row < columns.count; row++) {
    const found = record(row);
    yield { id: found.id, line: columns.line[row] ?? 0, content: contentOf(found), type: found.type };
  }
}

/** What `diff` finds of `old` and what is given. */
async function differences({ old, model, behavior, journal }: Case, profile: ProfileName): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  const profiles = [profile];
  if (old?.model !== undefined) {
    const files = fileOf(model ?? '');
    const facts = behavior === undefined ? undefined : behaviorFacts([{ path: 'a.behavior.ts', text: behavior }]);
    const compared = compareModels(parseModel(fileOf(old.model)), parseModel(files), files, {
      profiles,
      behavior: facts,
    });
    found.push(...compared.problems);
  }
  if (old?.journal !== undefined && journal !== undefined) {
    const [before, now] = [await read(old.journal), await read(journal)];
    const fields = (a: number, b: number) => fieldsThatDiffer(before.read(a), now.read(b));
    const changes = diffJournals(exported(before), exported(now), { profiles, fields });
    found.push(...problemsOfJournals(changes, { old: 'old.ndjson', new: 'new.ndjson' }));
  }
  return found;
}

export async function problemsOf(given: Case, profile: ProfileName): Promise<readonly Finding[]> {
  const { model, behavior, journal, old } = given;
  const facts = behavior === undefined ? undefined : behaviorFacts([{ path: 'a.behavior.ts', text: behavior }]);
  const checked = checkModel(model === undefined ? [] : fileOf(model), { profiles: [profile], behavior: facts });
  const found = [...checked.findings];
  if (journal !== undefined) {
    const options = {
      profiles: [profile],
      file: 'a.ndjson',
      ...(model !== undefined && { model: checked.parsed.model }),
    };
    found.push(...(await checkJournal(await read(journal), options)));
  }
  if (old) found.push(...(await differences(given, profile)));
  return found;
}
