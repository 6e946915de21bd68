import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { ParameterName, ParameterView } from "../../protocol/views.ts";
import { TypedParameters } from "./typedParameters.ts";

/** The parameters of a conversation, under the field; the button that shows them says how many are set. */
export class ParameterForm {
  readonly #typed = new TypedParameters();
  readonly #changed: () => void;
  #isOpen = false;

  /** @param changed called when the form is to be drawn again. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Another conversation: what is typed belongs to the one before. */
  leave(): void {
    this.#typed.flush();
  }

  toggle(parameters: readonly ParameterView[]): TemplateResult {
    const count = this.#set(parameters).length;
    const label = count === 0 ? l10n.t("Parameters") : l10n.t("Parameters, {0} set", count);
    return html`<button
      type="button"
      class="composer-tool"
      aria-label=${label}
      aria-expanded=${this.#isOpen ? "true" : "false"}
      aria-controls=${this.#isOpen ? "parameters" : nothing}
      title=${label}
      @click=${() => this.#show(!this.#isOpen)}
    >
      <vscode-icon name="settings" aria-hidden="true"></vscode-icon>
      ${count === 0 ? nothing : html`<span class="composer-tool-count" aria-hidden="true">${count}</span>`}
    </button>`;
  }

  view(parameters: readonly ParameterView[]): TemplateResult | typeof nothing {
    this.#typed.hear(parameters);
    if (!this.#isOpen || parameters.length === 0) return nothing;
    return html`<div
      id="parameters"
      class="parameters"
      role="group"
      aria-label=${l10n.t("Parameters")}
    >
      ${parameters.map((parameter) => this.#field(parameter))}
      <button
        type="button"
        class="link-button"
        aria-disabled=${this.#set(parameters).length === 0 ? "true" : "false"}
        @click=${() => this.#reset(parameters)}
      >
        ${l10n.t("Reset")}
      </button>
    </div>`;
  }

  #field(parameter: ParameterView): TemplateResult {
    switch (parameter.name) {
      case "thinking":
      case "stream":
        return this.#choice(parameter);
      case "systemPrompt":
        return this.#text(parameter, "wide");
      case "temperature":
      case "topP":
      case "n":
      case "maxTokens":
        return this.#text(parameter, "narrow");
    }
  }

  /** Three states; the first, which is not to set it, says what holds then. */
  #choice({ name, text, fallback, problem = "" }: ParameterView): TemplateResult {
    const chosen = this.#typed.text(name, text);
    const id = `parameter-${name}`;
    return html`<fieldset class="parameter choice" aria-describedby=${`${id}-about`}>
      <legend>${labels[name]}</legend>
      <div class="segments">
        ${states.map(
          ({ value, label }) =>
            html`<label class="segment"
              ><input
                type="radio"
                name=${id}
                value=${value}
                .checked=${live(chosen === value)}
                @change=${() => this.#choose(name, value)}
              /><span>${label}</span></label
            >`,
        )}
      </div>
      <p id=${`${id}-about`} class=${problem === "" ? "fallback" : "problem"}>
        ${problem === "" ? l10n.t("Default: {0}", fallback) : problem}
      </p>
    </fieldset>`;
  }

  #text(parameter: ParameterView, width: "narrow" | "wide"): TemplateResult {
    const { name, text, fallback, problem = "" } = parameter;
    const id = `parameter-${name}`;
    const value = live(this.#typed.text(name, text));
    const invalid = problem === "" ? "false" : "true";
    const about = `${id}-about`;
    const input = ({ target }: Event) => {
      this.#typed.type(name, (target as HTMLInputElement).value);
      this.#changed();
    };
    const blur = () => this.#typed.flush();
    return html`<div class=${`parameter ${width}`}>
      <label for=${id}>${labels[name]}</label>
      ${
        width === "wide"
          ? html`<textarea
              id=${id}
              rows="1"
              placeholder=${fallback}
              aria-invalid=${invalid}
              aria-describedby=${about}
              .value=${value}
              @input=${input}
              @blur=${blur}
            ></textarea>`
          : html`<input
              id=${id}
              type="text"
              inputmode=${inputModes[name] ?? "text"}
              autocomplete="off"
              spellcheck="false"
              placeholder=${fallback}
              aria-invalid=${invalid}
              aria-describedby=${about}
              .value=${value}
              @input=${input}
              @blur=${blur}
            />`
      }
      <p id=${about} class="problem" aria-live="polite">${problem}</p>
    </div>`;
  }

  #choose(name: ParameterName, value: string): void {
    this.#typed.type(name, value);
    this.#typed.flush();
    this.#changed();
  }

  #reset(parameters: readonly ParameterView[]): void {
    for (const { name } of this.#set(parameters)) this.#typed.type(name, "");
    this.#typed.flush();
    this.#changed();
  }

  #show(isOpen: boolean): void {
    this.#isOpen = isOpen;
    this.#changed();
  }

  #set(parameters: readonly ParameterView[]): readonly ParameterView[] {
    return parameters.filter(({ name, text }) => this.#typed.text(name, text) !== "");
  }
}

/** As the guide of the models' interface names them. */
const labels: Readonly<Record<ParameterName, string>> = {
  thinking: l10n.t("thinking"),
  stream: l10n.t("stream"),
  temperature: l10n.t("temperature"),
  topP: "top_p",
  n: "n",
  maxTokens: "max_tokens",
  systemPrompt: l10n.t("system prompt"),
};

const inputModes: Readonly<Partial<Record<ParameterName, string>>> = {
  temperature: "decimal",
  topP: "decimal",
  n: "numeric",
  maxTokens: "numeric",
};

const states = [
  { value: "", label: l10n.t("Default") },
  { value: "on", label: l10n.t("On") },
  { value: "off", label: l10n.t("Off") },
] as const;
