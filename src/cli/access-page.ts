import type { PersonAccess } from "../access/access-matrix.ts";
import type { EffectiveAccess } from "../access/effective-access.ts";

/** Who mounts what, and who can really use what, as one page without anything from elsewhere: to be mailed, printed or put into a wiki. */
export function accessPage(hub: string, people: readonly PersonAccess[], inEffect: readonly EffectiveAccess[]): string {
  const mounted = people.map(({ mounts, ...person }) =>
    rowsOf(
      person,
      mounts.map(({ at, access, because, volume }) => [at, access, because, volume]),
    ),
  );
  const reached = inEffect.map(({ volumes, ...person }) =>
    rowsOf(
      person,
      volumes.map(({ volume, access, because }) => [volume, access, because]),
    ),
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Access in ${escape(hub)}</title>
<style>
body { font: 16px/1.4 system-ui, sans-serif; margin: 2rem; }
table { border-collapse: collapse; }
th, td { border-bottom: 1px solid #ddd; padding: .3rem .8rem; text-align: left; vertical-align: top; }
.rw { color: #8a2b06; }
.ro { color: #14532d; }
</style>
<h1>Access in ${escape(hub)}</h1>
<nav><a href="#mounts">Who mounts what</a> · <a href="#in-effect">Who can use what</a></nav>
<h2 id="mounts">Who mounts what</h2>
<p>The folders in each person's own server.</p>
${tableOf(["person", "folder", "access", "because", "volume"], mounted)}
<h2 id="in-effect">Who can use what</h2>
<p>Staff and admins can also open other people's servers, with everything that is mounted there.</p>
${tableOf(["person", "volume", "access", "because"], reached)}
</html>`;
}

function tableOf(titles: readonly string[], rows: readonly string[]): string {
  return `<table>
<thead><tr>${titles.map((title) => `<th>${title}</th>`).join("")}</tr></thead>
<tbody>
${rows.join("\n")}
</tbody>
</table>`;
}

/** The rows of one person; the second cell of each is the access. */
function rowsOf(
  { person, admin, hasEnded }: Pick<PersonAccess, "person" | "admin" | "hasEnded">,
  cells: readonly (readonly [string, "rw" | "ro", ...string[]])[],
): string {
  const note = `${admin ? " <small>admin</small>" : ""}${hasEnded ? " <small>access has ended</small>" : ""}`;
  const rows = cells.map(
    ([first, access, ...others]) =>
      `<td>${escape(first)}</td><td class="${access}">${access === "rw" ? "read and write" : "read"}</td>${others.map((text) => `<td>${escape(text)}</td>`).join("")}</tr>`,
  );
  const name = `<tr><th scope="rowgroup" rowspan="${Math.max(rows.length, 1)}">${escape(person)}${note}</th>`;
  return rows.length === 0 ? `${name}<td colspan="4"></td></tr>` : name + rows.join("\n<tr>");
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
