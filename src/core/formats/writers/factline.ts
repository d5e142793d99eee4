/** Our own NDJSON: the header, each record's line as it is stored, then processing rows. Nothing is lost. */
import type { OutputFormat } from './writer.ts';

export const factline: OutputFormat = {
  id: 'factline',
  title: 'Factline records',
  says: 'NDJSON with a header. Holds everything, processing rows too, and imports again as it was.',
  extension: 'ndjson',
  mediaType: 'application/x-ndjson',
  carriesHeader: true,
  open({ header, emit }) {
    emit(`${JSON.stringify(header)}\n`);
    return {
      record: ({ text }) => emit(`${text}\n`),
      processing: (text) => emit(`${text}\n`),
      end: () => undefined,
    };
  },
};
