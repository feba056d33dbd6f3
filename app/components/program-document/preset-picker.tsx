import { BlockStack, Button, InlineStack, Select } from "@shopify/polaris";
import { useState } from "react";

import { PRESETS, type PresetName } from "../../domain/program-presets.ts";
import { useLanguage } from "../language.tsx";

interface PresetPickerProps {
  readonly onPick: (name: PresetName) => void;
}

/** Programmes to start from. Nothing is replaced before the button is pressed. */
export function PresetPicker({ onPick }: PresetPickerProps) {
  const { presets } = useLanguage().texts.document;
  const [name, setName] = useState<PresetName>("simple_points");
  return (
    <BlockStack gap="200">
      <Select
        label={presets.label}
        options={PRESETS.map((value) => ({ value, label: presets.names[value] }))}
        value={name}
        onChange={(value) => {
          setName(PRESETS.find((one) => one === value) ?? "simple_points");
        }}
        helpText={presets.help[name]}
      />
      <InlineStack>
        <Button
          onClick={() => {
            onPick(name);
          }}
        >
          {presets.use}
        </Button>
      </InlineStack>
    </BlockStack>
  );
}
