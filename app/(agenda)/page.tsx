import { AppShell } from "../../components/shell/app-shell.tsx";
import { SignedOut } from "../../components/shell/signed-out.tsx";
import { callerOfPage } from "../../server/identity/page-caller.ts";
import { listItems } from "../../server/operations/index.ts";

export default async function AgendaPage() {
  const visitor = await callerOfPage();
  if (!visitor) return <SignedOut />;
  const list = await listItems(visitor.caller, {});
  return (
    <AppShell current="agenda" person={visitor.person}>
      <h1>{list.today.weekday}</h1>
      <ul>
        {list.items.map((item) => (
          <li key={item.id}>{item.text}</li>
        ))}
      </ul>
    </AppShell>
  );
}
