/** What stands for NULL in what psql prints: nothing, the text that `\pset null` usually sets, or the text that the output itself says. */

/** Unless the text itself says what stands for NULL. */
const NULLS = /^(?:\([nN](?:ull|ULL)\)|\[[nN](?:ull|ULL)\]|<[nN](?:ull|ULL)>|NULL|null|∅|␀|¤|\\N)$/;
const NULL_DISPLAY = /^Null display is "(.*)"\.$/;

export interface PsqlNulls {
  /** A line outside of the records: it may say what stands for NULL. */
  said(line: string): void;
  /** The texts of a record, before they are judged. */
  met(texts: readonly string[]): void;
  isNull(text: string): boolean;
}

export function psqlNulls(): PsqlNulls {
  let told: string | undefined;
  // Once something stands for NULL, nothing is empty text.
  let marked = false;
  return {
    said(line) {
      told = NULL_DISPLAY.exec(line)?.[1] ?? told;
    },
    met(texts) {
      marked ||= texts.some((text) => NULLS.test(text));
    },
    isNull: (text) => (told === undefined ? (text === '' ? !marked : NULLS.test(text)) : text === told),
  };
}
