/** The one type of everything that is found wrong: in a model, a journal, behavior code or a simulation. */
export type Severity = 'off' | 'info' | 'warning' | 'error';

/** Where a finding is. Lines and columns are 1-based; `end` is exclusive in columns. `record` is a record's id. */
export interface Place {
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  /** JSON pointer into the merged model, `/events/OrderPlaced/payload/total`. */
  readonly pointer?: string;
  readonly record?: string;
}

/** One text edit; an insertion has an empty range. Applied together, from the last to the first. */
export interface TextEdit {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly text: string;
}

export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

export interface Finding {
  readonly rule: string;
  /** The clauses (spec/clauses.json ids) that it shows broken under the chosen profiles. */
  readonly clauses: readonly string[];
  readonly severity: Exclude<Severity, 'off'>;
  readonly place: Place;
  /** What is wrong, why it matters, what to do. */
  readonly message: string;
  /** For grouped findings of records: how many there are. */
  readonly count?: number;
  /** Up to 20 record ids. */
  readonly examples?: readonly string[];
  readonly fixes?: readonly Fix[];
}
