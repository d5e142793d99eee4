/** The command palette, the key sheet and the question: native dialogs, so that focus and Escape are the browser's. */
import { Command as Menu } from 'cmdk';
import { type ReactNode, useEffect, useRef } from 'react';
import { create } from 'zustand';
import { useQuestion } from './confirm.ts';
import { chordText } from './keymap.ts';
import { available, commands, runCommand } from './registry.ts';

export const useDialogs = create<{ readonly shown: 'palette' | 'keys' | undefined }>()(() => ({ shown: undefined }));
export const showDialog = (shown: 'palette' | 'keys'): void => useDialogs.setState({ shown });
const close = () => useDialogs.setState({ shown: undefined });

interface DialogProps {
  readonly label: string;
  readonly className?: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function Dialog({ label, className, onClose, children }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    ref.current?.showModal();
    ref.current?.querySelector<HTMLElement>('input, .btn')?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click on the backdrop closes; keys have Escape
    <dialog
      ref={ref}
      aria-label={label}
      className={className}
      onClose={onClose}
      onClick={(event) => event.target === ref.current && onClose()}
    >
      {children}
    </dialog>
  );
}

function Palette() {
  const all = commands();
  const groups = [...new Set(all.map((c) => c.group))].map(
    (group) => [group, all.filter((c) => c.group === group)] as const,
  );
  return (
    <Dialog label="Command palette" className="palette" onClose={close}>
      <Menu label="Command palette" loop>
        <Menu.Input placeholder="Type a command …" className="input" />
        <Menu.List>
          <Menu.Empty className="muted">No command has this name.</Menu.Empty>
          {groups.map(([group, list]) => (
            <Menu.Group key={group} heading={group}>
              {list.map((command) => (
                <Menu.Item
                  key={command.id}
                  value={`${command.title} ${group} ${command.id}`}
                  disabled={!available(command)}
                  onSelect={() => {
                    close();
                    runCommand(command);
                  }}
                >
                  <span>{command.title}</span>
                  {command.keys?.[0] && <kbd>{chordText(command.keys[0])}</kbd>}
                </Menu.Item>
              ))}
            </Menu.Group>
          ))}
        </Menu.List>
      </Menu>
    </Dialog>
  );
}

function KeySheet() {
  const keyed = commands().filter((c) => c.keys?.length);
  const groups = [...new Set(keyed.map((c) => c.group))];
  return (
    <Dialog label="Keys" className="key-sheet" onClose={close}>
      <h2>Keys</h2>
      <p className="muted">
        Letters are meant by their place on the keyboard. Keys of a panel act while it has the focus.
      </p>
      <div className="key-groups">
        {groups.map((group) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {keyed
                .filter((c) => c.group === group)
                .map((c) => (
                  <div key={c.id}>
                    <dt>{c.title}</dt>
                    <dd>
                      {c.keys?.map((chord) => (
                        <kbd key={chord}>{chordText(chord)}</kbd>
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
      <button type="button" className="btn" onClick={close}>
        Close
      </button>
    </Dialog>
  );
}

function QuestionDialog() {
  const question = useQuestion((s) => s.question);
  if (!question) return null;
  return (
    <Dialog label={question.title} onClose={() => question.answer(false)}>
      <h2>{question.title}</h2>
      <p>{question.text}</p>
      <div className="dialog-buttons">
        <button type="button" className="btn" onClick={() => question.answer(false)}>
          Cancel
        </button>
        <button type="button" className="btn btn-danger" onClick={() => question.answer(true)}>
          {question.confirm}
        </button>
      </div>
    </Dialog>
  );
}

export function Dialogs() {
  const shown = useDialogs((s) => s.shown);
  return (
    <>
      {shown === 'palette' && <Palette />}
      {shown === 'keys' && <KeySheet />}
      <QuestionDialog />
    </>
  );
}
