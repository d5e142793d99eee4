/** The journals that a workspace refers to, in its order, and the others of this browser. */
export function byWorkspace<J extends { readonly id: string }>(
  journals: readonly J[],
  own: readonly string[],
): readonly [own: readonly J[], others: readonly J[]] {
  const mine = own.flatMap((id) => journals.find((journal) => journal.id === id) ?? []);
  return [mine, journals.filter(({ id }) => !own.includes(id))];
}
