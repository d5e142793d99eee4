import type { Plugin } from 'vite';
export function realmText(): Plugin;
