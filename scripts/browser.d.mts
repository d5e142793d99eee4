export function findBrowser(options?: { readonly install?: boolean }): string;
export const LAUNCH_ARGS: readonly string[];
