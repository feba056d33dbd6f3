import { Box, Text } from "@shopify/polaris";

interface LineTableProps {
  readonly headings: readonly string[];
  /** Each begins with the name of its line; all that follows are figures. */
  readonly rows: readonly (readonly string[])[];
}

const CELL = { padding: "0.125rem 1rem 0.125rem 0", textAlign: "start" } as const;
const FIGURE = { ...CELL, textAlign: "end", whiteSpace: "nowrap" } as const;

/** The lines of an order with their figures; wider than a phone, it scrolls by itself. */
export function LineTable({ headings, rows }: LineTableProps) {
  const styleOf = (column: number) => (column === 0 ? CELL : FIGURE);
  return (
    <Box overflowX="scroll">
      <table style={{ borderCollapse: "collapse" }}>
        <thead>
          <tr>
            {headings.map((heading, column) => (
              <th key={heading} scope="col" style={styleOf(column)}>
                <Text as="span" variant="bodySm" tone="subdued" fontWeight="medium">
                  {heading}
                </Text>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...figures]) => (
            <tr key={name}>
              <th scope="row" style={{ ...CELL, fontWeight: "inherit", whiteSpace: "nowrap" }}>
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
    </Box>
  );
}
