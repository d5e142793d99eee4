/** What the language worker does: one parsed model behind markers, completion, hover, outline and the Problems panel. */
import type { Finding, Fix } from '../../core/finding.ts';
import type { TypeShape } from '../../core/journal/shape.ts';
import type { Model } from '../../core/model/model.ts';
import type { Call } from '../rpc.ts';

export interface TextPosition {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}
export interface CheckRequest {
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** Overrides the profiles that the model names. */
  readonly profiles?: readonly string[];
}
export interface CheckResult {
  readonly findings: readonly Finding[];
  readonly findingsTotal: number;
  /** The last model that parsed without a syntax error; `stale` when the text now is broken. */
  readonly model: Model | undefined;
  readonly stale: boolean;
  readonly outline: readonly OutlineEntry[];
  readonly millis: number;
}
export interface OutlineEntry {
  readonly name: string;
  readonly kind: string;
  readonly file: string;
  readonly line: number;
  readonly endLine: number;
  readonly children: readonly OutlineEntry[];
}
export interface CompletionEntry {
  readonly label: string;
  readonly insert: string;
  /** `insert` is a snippet (${1:x}). */
  readonly snippet: boolean;
  readonly kind: 'key' | 'value' | 'name' | 'snippet';
  readonly detail: string;
  readonly documentation: string;
}
export interface RulePage {
  readonly id: string;
  readonly title: string;
  readonly clauses: readonly string[];
  readonly severities: Readonly<Record<string, string>>;
  readonly markdown: string;
}
export interface LanguageService {
  /** A newer call cancels an older one, which throws an AbortError. */
  readonly check: (argument: CheckRequest, call: Call) => Promise<CheckResult>;
  readonly complete: (argument: TextPosition, call: Call) => Promise<readonly CompletionEntry[]>;
  readonly hover: (argument: TextPosition, call: Call) => Promise<{ readonly markdown: string } | undefined>;
  readonly format: (argument: { readonly path: string; readonly text: string }, call: Call) => Promise<string>;
  readonly fixes: (
    argument: { readonly file: string; readonly line: number },
    call: Call,
  ) => Promise<readonly { readonly finding: Finding; readonly fix: Fix }[]>;
  readonly rules: (argument: unknown, call: Call) => Promise<readonly RulePage[]>;
  /** A model text drafted from a journal's shapes. */
  readonly draft: (
    argument: { readonly name: string; readonly shapes: readonly TypeShape[] },
    call: Call,
  ) => Promise<string>;
  /** A `.d.ts` of the behavior file's globals and types, from the model or, without one, from the journal's shapes. */
  readonly behaviorTypes: (
    argument: { readonly model?: Model; readonly shapes?: readonly TypeShape[] },
    call: Call,
  ) => Promise<string>;
}
