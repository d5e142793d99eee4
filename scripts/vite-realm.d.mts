import type { Plugin } from 'vite';
export function bundledRealm(entry: string): Promise<string>;
export function realmText(): Plugin;
