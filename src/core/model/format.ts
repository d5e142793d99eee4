/** Even spacing for a model's text. */
import { LineCounter } from 'yaml';
import { compose, TooMuch } from './compose.ts';

/** Comments stay; a text that is no YAML, or more than one document, comes back as it was. */
export function formatModel(text: string): string {
  try {
    const { document, second } = compose(text, new LineCounter());
    return document.errors.length > 0 || second !== undefined
      ? text
      : document.toString({ lineWidth: 0, indent: 2, flowCollectionPadding: true });
  } catch (error) {
    if (error instanceof TooMuch) return text;
    throw error;
  }
}
