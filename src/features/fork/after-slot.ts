/** Why a record cannot come after the slot that a person wrote; undefined where it can. */
export function afterSlotProblem(text: string, own: number, records: number): string | undefined {
  if (text.trim() === '') return 'Write the number of that slot first.';
  const slot = Number(text);
  if (!Number.isInteger(slot) || slot < 1 || slot > records)
    return `Slots are numbered 1 to ${records}: there is no ${text.trim()}.`;
  if (slot === own) return 'This is the slot of the record itself.';
  return undefined;
}
