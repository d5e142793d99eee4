/** Even spacing for a model's text. */
import { compose } from './compose.ts';

/** Comments stay; a text that cannot be read, or is more than one document, comes back as it was. */
export function formatModel(text: string): string {
  try {
    const { document, second } = compose(text);
    return document.errors.length > 0 || second !== undefined
      ? text
      : document.toString({ lineWidth: 0, indent: 2, flowCollectionPadding: true });
  } catch {
    // Nested too deeply, or with an alias that leads nowhere: what is wrong is told by the check.
    return text;
  }
}
