declare module 'virtual:realm-browser' {
  /** The realm as a script. */
  export const realm: string;
}
declare module 'virtual:realm-node' {
  export const realm: string;
}
