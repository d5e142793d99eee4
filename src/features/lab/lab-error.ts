import type { ReplayError } from '../../core/replay/view.ts';

/** The lab cannot begin. */
export class LabError extends Error {
  override readonly name = 'LabError';
  readonly detail: ReplayError | undefined;
  constructor(message: string, detail?: ReplayError) {
    super(detail?.file === undefined ? message : `${message} (${detail.file}:${detail.line ?? 1})`);
    this.detail = detail;
  }
}
