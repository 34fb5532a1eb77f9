import type { PersonAccess } from "../access/access-matrix.ts";

/** Who mounts what, as one page without anything from elsewhere: to be mailed, printed or put into a wiki. */
export function accessPage(hub: string, people: readonly PersonAccess[]): string {
  const rows = people.flatMap(({ person, admin, mounts }) =>
    mounts.map(({ at, access, because, volume }, index) => {
      const name =
        index === 0
          ? `<th scope="rowgroup" rowspan="${mounts.length}">${escape(person)}${admin ? " <small>admin</small>" : ""}</th>`
          : "";
      return `<tr>${name}<td>${escape(at)}</td><td class="${access}">${access === "rw" ? "read and write" : "read"}</td><td>${escape(because)}</td><td>${escape(volume)}</td></tr>`;
    }),
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
<h1>Who mounts what in ${escape(hub)}</h1>
<table>
<thead><tr><th>person</th><th>folder</th><th>access</th><th>because</th><th>volume</th></tr></thead>
<tbody>
${rows.join("\n")}
</tbody>
</table>
</html>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
