/** Many texts as one: a message of a hundred thousand texts costs more than all the columns beside it. */
export interface PackedNames {
  readonly text: string;
  /** Where each ends in it, in code units. */
  readonly ends: Uint32Array<ArrayBuffer>;
}

export function packNames(names: readonly string[]): PackedNames {
  const ends = new Uint32Array(names.length);
  let end = 0;
  for (let i = 0; i < names.length; i++) {
    end += (names[i] as string).length;
    ends[i] = end;
  }
  return { text: names.join(''), ends };
}

export function unpackNames({ text, ends }: PackedNames): string[] {
  const names: string[] = [];
  let from = 0;
  for (const end of ends) {
    names.push(text.slice(from, end));
    from = end;
  }
  return names;
}
