import { useEffect, useImperativeHandle, useRef, useState, forwardRef } from "react";

import { useLanguage } from "../language.tsx";
import type { Mark, TextEditor } from "./code-editor.ts";

interface DocumentEditorProps {
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly marks: readonly Mark[];
  /** Ids of what names and what describes it. */
  readonly labelledBy: string;
  readonly describedBy: string;
}

/** What a page may ask of the editor. */
export type EditorHandle = Pick<TextEditor, "goTo">;

/**
 * The document's text. The page comes with a plain text area, which stays where the editor cannot
 * be loaded; nothing is lost when it takes the area's place.
 */
export const DocumentEditor = forwardRef<EditorHandle, DocumentEditorProps>(function DocumentEditor(
  { text, onChange, marks, labelledBy, describedBy },
  handle,
) {
  const { phrases } = useLanguage().texts.document.editor;
  const parent = useRef<HTMLDivElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const latest = useRef({ text, onChange });
  latest.current = { text, onChange };
  const [editor, setEditor] = useState<TextEditor | null>(null);

  useEffect(() => {
    let opened: TextEditor | null = null;
    let isGone = false;
    void import("./code-editor.ts").then(
      ({ openEditor }) => {
        const place = parent.current;
        if (isGone || place === null) return;
        const hadFocus = document.activeElement === area.current;
        opened = openEditor({
          parent: place,
          text: latest.current.text,
          labelledBy,
          describedBy,
          phrases,
          onChange: (next) => {
            latest.current.onChange(next);
          },
        });
        if (hadFocus)
          opened.goTo(area.current?.selectionStart ?? 0, area.current?.selectionEnd ?? 0);
        setEditor(opened);
      },
      // The text area stays.
      () => undefined,
    );
    return () => {
      isGone = true;
      opened?.destroy();
      setEditor(null);
    };
  }, [phrases, labelledBy, describedBy]);

  useEffect(() => {
    editor?.setText(text);
  }, [editor, text]);
  useEffect(() => {
    editor?.mark(marks);
  }, [editor, marks]);
  useImperativeHandle(
    handle,
    () => editor ?? { goTo: (from, to) => select(area.current, from, to) },
    [editor],
  );

  return (
    <div style={FRAME}>
      <div ref={parent} hidden={editor === null} style={{ height: "100%" }} />
      {editor === null && (
        <textarea
          ref={area}
          aria-labelledby={labelledBy}
          aria-describedby={describedBy}
          value={text}
          onChange={({ target }) => {
            onChange(target.value);
          }}
          spellCheck={false}
          autoCapitalize="off"
          style={AREA}
        />
      )}
    </div>
  );
});

function select(area: HTMLTextAreaElement | null, from: number, to: number): void {
  area?.focus();
  area?.setSelectionRange(from, to);
}

const FRAME = {
  height: "min(60vh, 40rem)",
  border: "1px solid var(--p-color-input-border)",
  borderRadius: "var(--p-border-radius-200)",
  overflow: "hidden",
} as const;

const AREA = {
  width: "100%",
  height: "100%",
  border: 0,
  padding: "var(--p-space-200)",
  font: "13px/1.5 var(--p-font-family-mono)",
  resize: "none",
} as const;
