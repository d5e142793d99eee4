/** Asks before something is lost. */
import { create } from 'zustand';

export interface Question {
  readonly title: string;
  readonly text: string;
  readonly confirm: string;
  readonly answer: (yes: boolean) => void;
}

export const useQuestion = create<{ readonly question: Question | undefined }>()(() => ({ question: undefined }));

/** Resolves to whether the person agreed. */
export const confirm = (title: string, text: string, confirmTitle: string): Promise<boolean> =>
  new Promise((resolve) => {
    const answer = (yes: boolean) => {
      useQuestion.setState({ question: undefined });
      resolve(yes);
    };
    useQuestion.setState({ question: { title, text, confirm: confirmTitle, answer } });
  });
