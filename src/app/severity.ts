import type { Finding } from '../core/finding.ts';

/** Told apart without color. */
export const SEVERITY_SIGNS: Readonly<Record<Finding['severity'], string>> = { error: '●', warning: '▲', info: 'i' };
