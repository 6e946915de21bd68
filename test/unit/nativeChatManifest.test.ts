import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "mocha";
import { builtInTemplates } from "../../src/core/prompt/builtInTemplates.ts";
import { nativeChat } from "../../src/host/contributions.ts";

interface Manifest {
  readonly enabledApiProposals?: unknown;
  readonly contributes: {
    readonly chatParticipants: readonly {
      readonly id: string;
      readonly name: string;
      readonly commands: readonly { readonly name: string }[];
    }[];
    readonly languageModelChatProviders: readonly { readonly vendor: string }[];
    readonly languageModelTools: readonly { readonly name: string }[];
  };
}

describe("the manifest's part in VS Code's own chat", () => {
  it("has the names that the code registers, and a slash command for each built-in template", async () => {
    const file = join(import.meta.dirname, "../../package.json");
    const { contributes, ...rest } = JSON.parse(await readFile(file, "utf8")) as Manifest;
    assert.equal(rest.enabledApiProposals, undefined);
    const [participant] = contributes.chatParticipants;
    assert.equal(participant?.id, nativeChat.participant);
    assert.equal(participant.name, "tibet");
    assert.deepEqual(
      participant.commands.map(({ name }) => name),
      builtInTemplates.map(({ name }) => name),
    );
    const { languageModelChatProviders: providers, languageModelTools: tools } = contributes;
    assert.deepEqual(
      providers.map(({ vendor }) => vendor),
      [nativeChat.vendor],
    );
    assert.deepEqual(
      tools.map(({ name }) => name),
      [nativeChat.tool],
    );
  });
});
