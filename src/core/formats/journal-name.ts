/** What a journal is called that does not name itself: after its files, without what says how they are packed and written. */

/** `logs/winlog.ndjson.gz` -> `winlog` */
export function nameOf(file: string): string {
  const base = file.split(/[\\/]/).at(-1) ?? file;
  const unpacked = base.replace(/\.(?:gz|zip)$/i, '');
  return unpacked.replace(/\.[a-z]{2,8}$/i, '') || 'journal';
}

/** `winlog and 2 more` */
export function journalName(files: readonly string[]): string {
  const name = nameOf(files[0] ?? '');
  return files.length > 1 ? `${name} and ${files.length - 1} more` : name;
}
