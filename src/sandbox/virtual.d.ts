declare module 'virtual:realm-browser' {
  /** The realm as a script. */
  export const realm: string;
}
declare module 'virtual:realm-node' {
  export const realm: string;
}
declare module 'virtual:realm-bench' {
  /** What `npm run bench fold` runs in a worker thread. */
  export const realm: string;
}
