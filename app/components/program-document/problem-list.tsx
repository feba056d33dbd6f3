import { BlockStack, Button, InlineStack, Text } from "@shopify/polaris";

import { fill } from "../../locales/words.ts";
import { useLanguage } from "../language.tsx";

/** Something wrong with the document, as it is told. */
export interface ToldProblem {
  readonly from: number;
  readonly to: number;
  readonly line: number;
  /** The field; empty for the document as a whole. */
  readonly path: string;
  readonly message: string;
}

interface ProblemListProps {
  readonly problems: readonly ToldProblem[];
  readonly onGoTo: (problem: ToldProblem) => void;
}

/** What is wrong with the document, each with a way to its place. */
export function ProblemList({ problems, onGoTo }: ProblemListProps) {
  const { texts, plural } = useLanguage();
  const { problems: words } = texts.document;
  return (
    <BlockStack gap="200">
      <div role="status">
        <Text as="p" tone={problems.length === 0 ? "success" : "critical"} fontWeight="semibold">
          {problems.length === 0 ? words.none : plural(words.title, problems.length)}
        </Text>
      </div>
      {problems.length > 0 && (
        <ul style={{ margin: 0, padding: 0, listStyle: "none" }}>
          {problems.map((problem, index) => (
            <li key={index} style={{ overflowWrap: "anywhere" }}>
              <InlineStack gap="200" blockAlign="baseline">
                <Button
                  variant="plain"
                  accessibilityLabel={`${fill(words.goTo, { line: problem.line })}: ${problem.path}`}
                  onClick={() => {
                    onGoTo(problem);
                  }}
                >
                  {fill(words.place, { line: problem.line })}
                </Button>
                <span>
                  {problem.path !== "" && <code>{problem.path}</code>} {problem.message}
                </span>
              </InlineStack>
            </li>
          ))}
        </ul>
      )}
    </BlockStack>
  );
}
