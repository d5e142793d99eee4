/** What is checked of a command before anything is decided: at execution, as at registration (GS-053 to GS-056). */
import { namespaceOf, ownerOf } from '../rules/names/owner.ts';
import type { Context } from './context.ts';
import { Refusal } from './errors.ts';
import type { CommandRequest } from './record.ts';

const GAME_ACTORS: readonly string[] = ['system', 'participant', 'gm'];

function checkSystem(
  { model }: Context,
  type: string,
  owner: string,
  { system_id, system_version }: NonNullable<CommandRequest['with']>,
): void {
  const given = [system_id, system_version].filter((value) => value !== undefined && value !== '').length;
  const namespace = namespaceOf(type);
  if (owner === 'core' && namespace === undefined) {
    if (given > 0)
      throw new Refusal(
        'ErrSystemMetadataForbidden',
        `\`${type}\` is a command of core, and carries ${system_id ? `system_id ${system_id}` : `system_version ${system_version}`}: only a system's commands do. Leave both out.`,
      );
    return;
  }
  if (given < 2)
    throw new Refusal(
      'ErrSystemMetadataRequired',
      `\`${type}\` is a command of the system \`${owner}\`, and carries ${given === 0 ? 'neither system_id nor system_version' : system_id ? 'no system_version' : 'no system_id'}. Set both: with: { system_id: ${owner}, system_version: ${model.systems[owner]?.version ?? '…'} }.`,
    );
  const wanted = namespace ?? owner;
  if (system_id !== wanted)
    throw new Refusal(
      'ErrSystemTypeNamespaceMismatch',
      `\`${type}\` is of the system \`${wanted}\`, and the command says system_id: ${system_id}.`,
    );
  const system = Object.hasOwn(model.systems, system_id) ? model.systems[system_id] : undefined;
  if (!system) throw new Refusal('ErrModuleNotFound', `There is no system \`${system_id}\` in the model.`);
  if (system.version !== undefined && system.version !== system_version)
    throw new Refusal(
      'ErrModuleNotFound',
      `The system \`${system_id}\` is there in version ${system.version}, not in ${system_version}.`,
    );
}

/** Throws a Refusal with the specification's name of the error. */
export function checkCommand(context: Context, { type, payload, with: envelope = {} }: CommandRequest): void {
  const command = context.command(type);
  if (!command) throw new Refusal('ErrTypeUnknown', `There is no command \`${type}\` in the model.`);
  if (context.has('game') && envelope.actor_type !== undefined) {
    if (!GAME_ACTORS.includes(envelope.actor_type))
      throw new Refusal('ErrActorTypeInvalid', `\`${envelope.actor_type}\` is no actor: ${GAME_ACTORS.join(', ')}.`);
    if (envelope.actor_type !== 'system' && !envelope.actor_id)
      throw new Refusal('ErrActorIDRequired', `A command of a ${envelope.actor_type} names who it is: actor_id.`);
  }
  checkSystem(context, type, ownerOf(type, command.owner), envelope);
  const wrong = context.schemas.command(type, payload);
  if (wrong.length > 0)
    throw new Refusal('ErrPayloadInvalid', `The payload of \`${type}\` does not fit: ${wrong.join('; ')}.`);
}
