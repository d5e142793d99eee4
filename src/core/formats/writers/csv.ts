/**
 * CSV (RFC 4180): a row a record, a column a field; payload, meta and also as JSON text. Values are kept as they are: a cell that begins
 * with `=`, which a spreadsheet may run as a formula, too; how many there are is said.
 */
import { FIELD_NAMES, type FieldName } from '../../record/fields.ts';
import { type JsonNode, textOf } from '../../record/json-tree.ts';
import type { OutputFormat } from './writer.ts';

const SEALS: readonly FieldName[] = ['hash', 'prev_hash'];
const AS_JSON: readonly FieldName[] = ['also', 'payload', 'meta'];
const TAIL: readonly FieldName[] = ['payload', 'meta'];
/** The envelope, then the payload. */
export const CSV_COLUMNS: readonly FieldName[] = [
  ...FIELD_NAMES.filter((field) => !SEALS.includes(field) && !TAIL.includes(field)),
  ...TAIL,
];

const cell = (text: string) =>
  text === '' || /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

const cellText = (field: FieldName, node: JsonNode) =>
  node.kind === 'string' && !AS_JSON.includes(field) ? node.text : textOf(node);

export const csv: OutputFormat = {
  id: 'csv',
  title: 'CSV',
  says: 'A row a record: the envelope in columns, the payload as JSON text. For spreadsheets and data frames.',
  extension: 'csv',
  mediaType: 'text/csv',
  open({ emit, lose }) {
    emit(`${CSV_COLUMNS.join(',')}\r\n`);
    return {
      record({ fields, line }) {
        const cells = CSV_COLUMNS.map((field) => {
          const node = fields.get(field);
          if (!node) return field === 'payload' ? 'null' : '';
          const text = cellText(field, node);
          if (text === '') lose(field, 'an empty text is written as "", which most readers take for nothing', line);
          if (/\p{Surrogate}/u.test(text)) lose(field, 'half a character (a lone surrogate) becomes U+FFFD', line);
          if (/^[=+@\t\r-]/.test(text) && node.kind === 'string')
            lose(field, 'begins as a formula does; kept as it is, a spreadsheet may run it', line);
          return cell(text);
        });
        emit(`${cells.join(',')}\r\n`);
        for (const field of SEALS)
          if (fields.has(field)) lose(field, 'the seal is over the lines of the format factline: left out', line);
      },
      end: () => undefined,
    };
  },
};
