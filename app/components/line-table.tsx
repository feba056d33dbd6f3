import { Text } from "@shopify/polaris";

interface LineTableProps {
  /** What the table is about, for whoever scrolls it by keyboard. */
  readonly label: string;
  readonly headings: readonly string[];
  /** Each begins with what it is about; all that follow are figures. */
  readonly rows: readonly (readonly string[])[];
  /** Whether it takes all the room that there is, or as much as it needs. */
  readonly isWide?: boolean;
}

const CELL = { padding: "0.25rem 1rem 0.25rem 0", textAlign: "start" } as const;
const NAME = { ...CELL, fontWeight: "inherit", whiteSpace: "nowrap" } as const;
const FIGURE = { ...CELL, textAlign: "end", whiteSpace: "nowrap" } as const;

/**
 * A small table of figures. Wider than a phone, it scrolls by itself, and takes the
 * focus so that it can be scrolled by keyboard: nothing in it can.
 */
export function LineTable({ label, headings, rows, isWide = false }: LineTableProps) {
  return (
    <div role="group" aria-label={label} tabIndex={0} style={{ overflowX: "auto" }}>
      <table style={{ borderCollapse: "collapse", ...(isWide ? { width: "100%" } : {}) }}>
        <thead>
          <tr>
            {headings.map((heading, column) => (
              <th key={heading} scope="col" style={column === 0 ? CELL : FIGURE}>
                <Text as="span" variant="bodySm" tone="subdued" fontWeight="medium">
                  {heading}
                </Text>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...figures], row) => (
            <tr key={row}>
              <th scope="row" style={NAME}>
                {name}
              </th>
              {figures.map((figure, column) => (
                <td key={headings[column + 1]} style={FIGURE}>
                  {figure}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
