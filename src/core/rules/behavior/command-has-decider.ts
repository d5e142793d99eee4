import { pointer } from '../../json-pointer.ts';
import { nearest } from '../../model/schema.ts';
import type { Rule } from '../rule.ts';
import { deciderStub, has, renamed } from './stub.ts';

/** Only a decider turns a command into a decision; it decides commands that there are, and code sends no others. */
export const commandHasDecider: Rule = {
  meta: {
    id: 'command-has-decider',
    title: 'A command has a decider, and a decider a command',
    clauses: ['GS-001', 'GS-010'],
    severity: { game: 'error', unified: 'error' },
    targets: 'behavior',
    since: '0.2',
  },
  command(name, { mutates }, { behavior, report }) {
    if (!behavior || mutates === false || behavior.sections.deciders.open || has(behavior.sections.deciders, name))
      return;
    report({
      pointer: pointer('commands', name),
      message: `No decider decides \`${name}\`: the command can be sent, and nothing answers it. Add it to \`deciders\` in the behavior file.`,
      edits: deciderStub(behavior, name),
    });
  },
  whole({ model, behavior, report }) {
    if (!behavior) return;
    const commands = Object.keys(model.commands);
    for (const { name, place } of behavior.sections.deciders.names) {
      if (Object.hasOwn(model.commands, name)) continue;
      const near = nearest(name, commands);
      report({
        pointer: '',
        place,
        message: `The decider \`${name}\` decides a command that the model does not have: events would come from nothing that anybody asked for. ${near === undefined ? 'Declare the command, or remove the decider.' : `Did you mean \`${near}\`?`}`,
        ...(near !== undefined && !has(behavior.sections.deciders, near) && { edits: renamed(place, near) }),
      });
    }
    const sent = [
      ...[...behavior.handlers.values()].flatMap(({ executes }) => executes),
      ...[...behavior.consumers.values()].flatMap(({ issues }) => issues),
    ];
    for (const { name, place } of sent)
      if (!Object.hasOwn(model.commands, name)) {
        const near = nearest(name, commands);
        const event = Object.hasOwn(model.events, name);
        report({
          pointer: '',
          place,
          message: `\`${name}\` is sent here as a command, but ${event ? 'it is an event: only a decider emits events' : 'the model has no such command'}. ${near === undefined ? 'Declare the command and its decider.' : `Did you mean \`${near}\`?`}`,
        });
      }
  },
};
