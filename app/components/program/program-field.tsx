import { Select, TextField } from "@shopify/polaris";

import type { Field } from "./fields.ts";
import type { ProgramForm } from "./use-program-form.ts";

interface ProgramFieldProps {
  readonly form: ProgramForm;
  readonly field: Field;
  readonly label: string;
  readonly suffix?: string;
  readonly help?: string;
}

/** A figure or an amount. It is text, because a browser's number field drops what it cannot read. */
export function ProgramField({ form, field, label, suffix, help }: ProgramFieldProps) {
  const error = form.errorOf(field);
  return (
    <TextField
      id={field}
      label={label}
      value={form.valueOf(field)}
      onChange={form.change(field)}
      onFocus={() => {
        form.focus(field);
      }}
      onBlur={form.blur}
      inputMode={field.endsWith("amount") ? "decimal" : "numeric"}
      autoComplete="off"
      maxLength={30}
      {...(suffix === undefined ? {} : { suffix })}
      {...(help === undefined ? {} : { helpText: help })}
      {...(error === undefined ? {} : { error })}
    />
  );
}

interface ProgramChoiceProps extends Omit<ProgramFieldProps, "suffix"> {
  /** What each value is called. */
  readonly options: Readonly<Record<string, string>>;
}

/** One of a few values. */
export function ProgramChoice({ form, field, label, help, options }: ProgramChoiceProps) {
  const error = form.errorOf(field);
  return (
    <Select
      id={field}
      label={label}
      options={Object.entries(options).map(([value, name]) => ({ value, label: name }))}
      value={form.valueOf(field)}
      onChange={form.change(field)}
      {...(help === undefined ? {} : { helpText: help })}
      {...(error === undefined ? {} : { error })}
    />
  );
}
