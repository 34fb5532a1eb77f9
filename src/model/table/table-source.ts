/** A program whose tables are known: which column has the names, and which rows are not people. */
export interface TableSource {
  readonly program: string;
  /** The title of the column with sign-in names. */
  readonly name: string;
  /** True for a column with other information about people, about which there is no need to ask. */
  isDetail(title: string, index: number): boolean;
  /** Why a row is not a person who can sign in; undefined for a person. `name` is the value in the column of names. */
  leftOut?(cell: (title: string) => string, name: string): string | undefined;
  /** True if names start with a `#`, so that a spreadsheet does not read them as numbers. */
  readonly hasMarkedNames?: true;
}

/** Which program a table is from; undefined for one that a person wrote. Titles are as returned by {@link titleOf}. */
export function sourceOf(titles: readonly string[]): TableSource | undefined {
  const has = (...wanted: readonly string[]) => wanted.every((title) => titles.includes(title));
  if (has("student", "sis login id") || has("student", "id", "section")) return canvas(titles.indexOf("section"));
  if (has("identifier", "github_username")) return GITHUB_CLASSROOM;
  if (has("orgdefinedid") || has("end-of-line indicator")) return BRIGHTSPACE;
  if (has("username", "availability")) return blackboard(titles.indexOf("availability"));
  if (has("id", "first_name", "last_name") && !has("username") && !has("name")) return NBGRADER;
  if ((has("first name") || has("full name")) && has("email address")) return MOODLE;
  return undefined;
}

/** A title in the form used for comparing: case, spaces and the encoding of accents do not matter. */
export function titleOf(cell: string): string {
  return cell.normalize("NFC").trim().replaceAll(/\s+/g, " ").toLowerCase();
}

/** True for information about people that is neither a sign-in name nor a group. */
export function isPersonDetail(title: string): boolean {
  return PERSON_DETAILS.has(title);
}

const PERSON_DETAILS: ReadonlySet<string> = new Set([
  "city/town",
  "country",
  "department",
  "e-mail",
  "email",
  "email address",
  "family name",
  "first name",
  "first_name",
  "firstname",
  "full name",
  "given name",
  "id number",
  "institution",
  "last name",
  "last_name",
  "lastname",
  "mail",
  "student id",
  "surname",
]);

/** After the column with the section, a gradebook has only grades. */
function canvas(section: number): TableSource {
  return {
    program: "Canvas",
    name: "sis login id",
    isDetail: (title, index) =>
      ["student", "id", "sis user id", "sis login id", "integration id", "root account"].includes(title) ||
      (section !== -1 && index > section),
    leftOut(cell, name) {
      const student = cell("student");
      if (student === "Points Possible") return "the points of the assignments";
      if (student === "Student, Test") return "the test student";
      return student === "" && name === "" ? "notes on the assignments" : undefined;
    },
  };
}

const MOODLE: TableSource = {
  program: "Moodle",
  name: "username",
  isDetail: (title) => title === "roles" || title === "status" || /^last (access|downloaded)/.test(title),
};

function blackboard(availability: number): TableSource {
  return {
    program: "Blackboard",
    name: "username",
    isDetail: (title, index) => title === "last access" || title === "child course id" || index >= availability,
    leftOut: (cell) => (cell("availability").toLowerCase() === "no" ? "not available in the course" : undefined),
  };
}

const BRIGHTSPACE: TableSource = {
  program: "Brightspace",
  name: "username",
  isDetail: (title) => !/^(sections?|groups?)$/.test(title),
  hasMarkedNames: true,
};

const GITHUB_CLASSROOM: TableSource = {
  program: "GitHub Classroom",
  name: "github_username",
  isDetail: (title) => title === "identifier" || title === "github_id" || title === "name",
  leftOut: (cell, name) => (name === "" ? `${JSON.stringify(cell("identifier"))} has no GitHub name yet` : undefined),
};

const NBGRADER: TableSource = {
  program: "nbgrader",
  name: "id",
  isDetail: (title) => title === "id" || title === "lms_user_id",
};
