import type { LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData, useNavigation } from "@remix-run/react";
import {
  Banner,
  BlockStack,
  Box,
  Button,
  Card,
  IndexTable,
  InlineStack,
  Link,
  Page,
  Text,
  TextField,
} from "@shopify/polaris";
import { useEffect, useState } from "react";

import { edgeIn } from "../components/edge-address.ts";
import { useLanguage } from "../components/language.tsx";
import { MemberStatusBadge } from "../components/member-status.tsx";
import { NothingHere } from "../components/nothing-here.tsx";
import { Pages } from "../components/pages.tsx";
import { holderId } from "../domain/ids.ts";
import { fill } from "../locales/words.ts";
import { findMembers, memberPage } from "../services/list-members.server.ts";
import { adminOfShop, authenticateAdmin } from "../shopify/authenticate-admin.server.ts";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const MOST_LETTERS = 200;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(request, context.shopify);
  const admin = adminOfShop(context, shop);
  const { searchParams } = new URL(request.url);
  const words = (searchParams.get("q") ?? "").trim().slice(0, MOST_LETTERS);
  if (words !== "") {
    const found = await findMembers(context.db, admin, words);
    return { ...found, words, older: null, newer: null };
  }
  const edge = edgeIn(searchParams, (text) => (UUID.test(text) ? holderId(text) : null));
  const page = await memberPage(context.db, admin, edge);
  return { ...page, words, namesSearched: true };
}

/** The people in the programme, those who joined last first. */
export default function Members() {
  const { members, words, older, newer, namesSearched } = useLoaderData<typeof loader>();
  const { members: texts } = useLanguage().texts;
  const isUnused = members.length === 0 && words === "" && newer === null;
  return (
    <Page title={texts.title} fullWidth>
      <BlockStack gap="400">
        {!namesSearched && (
          <Banner tone="warning">
            <p>{texts.namesUnavailable}</p>
          </Banner>
        )}
        <Card padding="0">
          {isUnused ? (
            <NothingHere {...texts.empty} />
          ) : (
            <>
              <Search words={words} />
              <MembersTable />
              <Pages older={older} newer={newer} />
            </>
          )}
        </Card>
      </BlockStack>
    </Page>
  );
}

function Search({ words }: { readonly words: string }) {
  const { search } = useLanguage().texts.members;
  const [value, setValue] = useState(words);
  // Not a new field for each search: that would take the focus from whoever is typing in it.
  useEffect(() => {
    setValue(words);
  }, [words]);
  return (
    <Form role="search">
      <Box padding="400" maxWidth="36rem">
        <TextField
          label={search.label}
          helpText={search.help}
          name="q"
          type="search"
          autoComplete="off"
          maxLength={MOST_LETTERS}
          value={value}
          onChange={setValue}
          connectedRight={
            <InlineStack gap="200" wrap={false} blockAlign="center">
              <Button submit>{search.submit}</Button>
              {words !== "" && (
                <Button url="/app/members" variant="plain">
                  {search.clear}
                </Button>
              )}
            </InlineStack>
          }
        />
      </Box>
    </Form>
  );
}

function MembersTable() {
  const { members } = useLoaderData<typeof loader>();
  const { members: texts } = useLanguage().texts;
  const { columns } = texts;
  return (
    <IndexTable
      resourceName={texts.resource}
      itemCount={members.length}
      selectable={false}
      loading={useNavigation().state === "loading"}
      emptyState={<NothingHere {...texts.noResult} />}
      headings={[
        { title: columns.customer },
        { title: columns.available, alignment: "end" },
        { title: columns.pending, alignment: "end" },
        { title: columns.owed, alignment: "end" },
        { title: columns.status },
        { title: columns.joined },
      ]}
    >
      {members.map((member, position) => (
        <MemberRow key={member.holderId} member={member} position={position} />
      ))}
    </IndexTable>
  );
}

type Member = ReturnType<typeof useLoaderData<typeof loader>>["members"][number];

function MemberRow({ member, position }: { readonly member: Member; readonly position: number }) {
  const { texts, formats } = useLanguage();
  const { holderId: id, customerId, name } = member;
  const unnamed =
    customerId === null
      ? texts.members.erased
      : fill(texts.members.customerNumber, { id: customerId });
  return (
    <IndexTable.Row id={id} position={position}>
      <IndexTable.Cell>
        <Link url={`/app/members/${id}`} dataPrimaryLink removeUnderline>
          {name ?? unnamed}
        </Link>
      </IndexTable.Cell>
      <Points value={member.available} />
      <Points value={member.pending} />
      <Points value={member.owed} />
      <IndexTable.Cell>
        <MemberStatusBadge status={member.status} />
      </IndexTable.Cell>
      <IndexTable.Cell>{formats.date(member.joinedAt)}</IndexTable.Cell>
    </IndexTable.Row>
  );
}

function Points({ value }: { readonly value: bigint }) {
  const { formats } = useLanguage();
  return (
    <IndexTable.Cell>
      <Text as="p" alignment="end" numeric>
        {formats.number(value)}
      </Text>
    </IndexTable.Cell>
  );
}
