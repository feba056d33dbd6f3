import { Button, InlineStack } from "@shopify/polaris";
import { useRef, useState } from "react";

import { fill } from "../../locales/words.ts";
import { useLanguage } from "../language.tsx";

/** As much as the API takes. */
const MOST_BYTES = 256 * 1024;

interface FilesProps {
  readonly text: string;
  /** Such as `programme-7.json`. */
  readonly fileName: string;
  readonly onImport: (name: string, text: string) => void;
  readonly onTidy: (() => void) | null;
}

/** Takes the document in from a file, and gives it out as one. */
export function Files({ text, fileName, onImport, onTidy }: FilesProps) {
  const { editor } = useLanguage().texts.document;
  const input = useRef<HTMLInputElement>(null);
  const [error, setError] = useState<string | null>(null);

  const take = async (file: File) => {
    if (file.size > MOST_BYTES) {
      setError(fill(editor.tooLarge, { name: file.name }));
      return;
    }
    try {
      onImport(file.name, await file.text());
      setError(null);
    } catch {
      setError(fill(editor.importFailed, { name: file.name }));
    }
  };
  return (
    <>
      <InlineStack gap="200">
        <Button disabled={onTidy === null} onClick={() => onTidy?.()}>
          {editor.format}
        </Button>
        <Button onClick={() => input.current?.click()}>{editor.import}</Button>
        <Button
          onClick={() => {
            save(fileName, text);
          }}
        >
          {editor.export}
        </Button>
        <input
          ref={input}
          type="file"
          accept="application/json,.json"
          hidden
          aria-label={editor.import}
          onChange={({ target }) => {
            const [file] = target.files ?? [];
            if (file) void take(file);
            // The same file may be chosen again after it was changed.
            target.value = "";
          }}
        />
      </InlineStack>
      <div role="alert">{error}</div>
    </>
  );
}

function save(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
