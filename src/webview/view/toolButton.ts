import { html, nothing, type TemplateResult } from "lit";

export interface ToolButton {
  /** A codicon's name. */
  readonly icon: string;
  /** What screen readers say; shown beside the icon where there is room. */
  readonly label: string;
  /** The tooltip, where it says more than the label. */
  readonly tip?: string;
  /** Whether the label is shown where there is room. */
  readonly isNamed?: boolean;
  readonly class?: string;
  readonly press: () => void;
}

/** A small quiet button. A plain one: a conversation has hundreds, and custom elements are dear. */
export function toolButton(button: ToolButton): TemplateResult {
  const { icon, label, tip = label, isNamed = false, press } = button;
  return html`<button
    type="button"
    class=${`tool ${button.class ?? ""}`}
    aria-label=${label}
    title=${tip}
    @click=${press}
  >
    <span class=${`codicon codicon-${icon}`} aria-hidden="true"></span
    >${isNamed ? html`<span class="tool-label" aria-hidden="true">${label}</span>` : nothing}
  </button>`;
}
