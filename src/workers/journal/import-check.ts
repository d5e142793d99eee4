/** The records of an import against a model, on their way into the journal: beside the import where a worker can be had for it. */
import type { JournalHeader } from '../../core/formats/mapping.ts';
import type { Segment } from '../../core/journal/segment.ts';
import { knows } from '../../core/model/knows.ts';
import type { Model } from '../../core/model/model.ts';
import type { JournalStore } from '../../storage/journals.ts';
import type { Records } from '../records/records.protocol.ts';
import type { Call } from '../rpc.ts';
import { processingRows, stopIf, withIntegrity } from './check-records.ts';
import type { RecordsChecked } from './journal.protocol.ts';
import type { OpenJournal } from './open-journal.ts';

export interface ImportCheck {
  readonly model: Model;
  /** Segments in order, from the first; `given`: nobody else needs the lines. */
  segment(
    segment: Pick<Segment, 'flags' | 'line' | 'type' | 'dictionary' | 'blocks'>,
    header: JournalHeader,
    given: boolean,
  ): void;
  /** Resolves when there are few segments under way. */
  ready(): Promise<void>;
  /** What `checkRecords` says of the journal that they became; undefined where the model is not about their types, or the check failed. */
  finish(store: JournalStore, open: OpenJournal, call: Call): Promise<RecordsChecked | undefined>;
  /** Frees what it holds, finished or not. */
  end(): void;
}

/** So many segments, of some 6 MB each, are held for it at once. */
const IN_FLIGHT = 4;

/** `file` is what the journal is called; `start` is asked once there is a record that the model knows. */
export function startImportCheck(model: Model, file: string, start: () => Records): ImportCheck {
  const types = [''];
  let words: string[] = [];
  let isAbout = true;
  let records: Records | undefined;
  let hearsProcessing = false;
  let failed = false;
  const flying = new Set<Promise<void>>();
  const send = (work: Promise<unknown>) => {
    const landed = work
      .then(
        () => undefined,
        () => {
          failed = true;
        },
      )
      .finally(() => flying.delete(landed));
    flying.add(landed);
  };
  return {
    model,
    segment({ flags, line, type, dictionary, blocks }, header, given) {
      for (const word of dictionary.types) {
        types.push(word);
        words.push(word);
      }
      if (blocks.length === 0 || !isAbout || failed) return;
      if (!records) {
        isAbout = knows(model, types);
        if (!isAbout) return;
        records = start();
        send(
          records.begin({ model, header, file }).then((begun) => {
            hearsProcessing = begun.hearsProcessing;
          }),
        );
      }
      send(records.check({ flags, line, type, words, blocks, given }));
      words = [];
    },
    async ready() {
      while (flying.size > IN_FLIGHT) await Promise.race(flying);
    },
    async finish(store, open, { signal }) {
      await Promise.all(flying);
      if (!records || failed) return undefined;
      if (hearsProcessing)
        for await (const rows of processingRows(store, open.manifest)) {
          stopIf(signal);
          await records.processing({ rows });
        }
      return withIntegrity(open, model, await records.finish({ all: true }));
    },
    end: () => records?.end(),
  };
}
