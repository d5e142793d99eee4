/** Everything that a write path refuses, by its name: those of the specifications where they have one. */
import type { ReplayError } from '../replay/view.ts';

/** Name -> the clauses that a behavior breaks which brings it about. */
export const ERROR_CLAUSES = {
  ErrTypeUnknown: ['GS-044'],
  ErrPayloadInvalid: [],
  ErrActorTypeInvalid: [],
  ErrActorIDRequired: [],
  ErrSystemMetadataRequired: ['GS-053'],
  ErrSystemMetadataForbidden: ['GS-055'],
  ErrSystemTypeNamespaceMismatch: ['GS-054', 'GS-056'],
  ErrModuleNotFound: ['GS-044', 'GS-056'],
  ErrDeciderRequired: ['GS-001', 'GS-010'],
  ErrDecisionEmpty: ['GS-010'],
  ErrCommandMustMutate: ['FA-040', 'GS-011'],
  ErrStorageFieldsSet: [],
  'decision-mixed': ['GS-012'],
  'decision-garbage': ['GS-010'],
  'too-many-events': [],
  'undeclared-event': ['GS-010'],
  'foreign-event': ['GS-022', 'GS-023'],
  'no-policy': ['EM-100'],
  'undeclared-command': [],
  throw: [],
  'state-not-json': ['GS-025'],
  memory: [],
  stopped: [],
  timeout: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type WriteErrorCode = keyof typeof ERROR_CLAUSES;

export interface WriteError {
  readonly code: WriteErrorCode;
  readonly message: string;
  readonly clauses: readonly string[];
  /** `decider/PlaceOrder`, `fold/order`. */
  readonly target?: string;
  readonly file?: string;
  readonly line?: number;
}

/** A command, record or handler that is refused; nothing of it is written. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly detail: WriteError;
  constructor(code: WriteErrorCode, message: string, more: Partial<Omit<WriteError, 'code' | 'message'>> = {}) {
    super(message);
    this.detail = { code, message, clauses: ERROR_CLAUSES[code], ...more };
  }
}

const isCode = (code: string): code is WriteErrorCode => Object.hasOwn(ERROR_CLAUSES, code);

/** What a handler did wrong, as the write path tells it. */
export function asWriteError({ code, message, target, file, line }: ReplayError): WriteError {
  const known = isCode(code) ? code : 'throw';
  return {
    code: known,
    message,
    clauses: ERROR_CLAUSES[known],
    ...(target !== undefined && { target }),
    ...(file !== undefined && { file }),
    ...(line !== undefined && { line }),
  };
}
