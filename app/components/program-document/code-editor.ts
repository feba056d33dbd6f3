import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import {
  bracketMatching,
  defaultHighlightStyle,
  foldGutter,
  foldKeymap,
  indentOnInput,
  syntaxHighlighting,
} from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view";

/** Something wrong at a place of the text. */
export interface Mark {
  readonly from: number;
  readonly to: number;
  readonly message: string;
}

/** A text that can be edited, whatever it is edited with. */
export interface TextEditor {
  readonly setText: (text: string) => void;
  readonly mark: (marks: readonly Mark[]) => void;
  /** Selects a place, brings it into view and puts the focus there. */
  readonly goTo: (from: number, to: number) => void;
  readonly destroy: () => void;
}

export interface EditorOptions {
  readonly parent: HTMLElement;
  readonly text: string;
  readonly labelledBy: string;
  readonly describedBy: string;
  /** The words of the editor's own controls. */
  readonly phrases: Readonly<Record<string, string>>;
  readonly onChange: (text: string) => void;
}

/**
 * CodeMirror for JSON. Tab is left to the browser, so that the keyboard gets out again; the
 * editor's marks say the same as the list of problems below it.
 */
export function openEditor(options: EditorOptions): TextEditor {
  const { parent, text, labelledBy, describedBy, phrases, onChange } = options;
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        foldGutter(),
        lintGutter(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        history(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        highlightSelectionMatches(),
        search({ top: true }),
        json(),
        syntaxHighlighting(defaultHighlightStyle, { fallback: true }),
        EditorView.lineWrapping,
        EditorState.phrases.of(phrases),
        EditorView.contentAttributes.of({
          "aria-labelledby": labelledBy,
          "aria-describedby": describedBy,
          // What can be edited has the focus anyway; only so do tools see that the lines can be scrolled.
          tabindex: "0",
          spellcheck: "false",
          autocapitalize: "off",
        }),
        keymap.of([
          ...closeBracketsKeymap,
          ...defaultKeymap,
          ...searchKeymap,
          ...historyKeymap,
          ...foldKeymap,
          ...lintKeymap,
        ]),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) onChange(update.state.doc.toString());
        }),
        THEME,
      ],
    }),
  });
  const within = (place: number) => Math.min(place, view.state.doc.length);
  return {
    setText: (next) => {
      if (next === view.state.doc.toString()) return;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } });
    },
    mark: (marks) => {
      const diagnostics = marks.map(({ from, to, message }) => ({
        from: within(from),
        to: within(to),
        message,
        severity: "error" as const,
      }));
      view.dispatch(setDiagnostics(view.state, diagnostics));
    },
    goTo: (from, to) => {
      const [anchor, head] = [within(from), within(to)];
      view.dispatch({
        selection: { anchor, head },
        effects: EditorView.scrollIntoView(anchor, { y: "center" }),
      });
      view.focus();
    },
    destroy: () => {
      view.destroy();
    },
  };
}

const THEME = EditorView.theme({
  "&": { height: "100%", fontSize: "13px", backgroundColor: "var(--p-color-bg-surface)" },
  "&.cm-focused": { outline: "2px solid var(--p-color-border-focus)", outlineOffset: "1px" },
  ".cm-scroller": { fontFamily: "var(--p-font-family-mono)", lineHeight: "1.5" },
  ".cm-gutters": {
    backgroundColor: "var(--p-color-bg-surface-secondary)",
    color: "var(--p-color-text-secondary)",
  },
  ".cm-panels": { fontFamily: "var(--p-font-family-sans)" },
});
