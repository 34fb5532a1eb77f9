/** One typo in the project examples/policy-tests, and what its tests say about it. */
export interface Typo {
  readonly what: string;
  /** The file; in both test files unless it is named. */
  readonly file?: "policy.test.ts" | "policy.node.ts" | "roster/userlist";
  /** What is written there; its first occurrence is replaced. */
  readonly from: string;
  readonly to: string;
  readonly says: string;
}

/** Each must fail in both test files, and not because an assertion is not met. */
export const TYPOS: readonly Typo[] = [
  {
    what: "a person",
    from: `"halljord", "/home/jovyan/team-1"`,
    to: `"haljord", "/home/jovyan/team-1"`,
    says: 'TestMistake: "haljord" is not on the list of people. Did you mean "halljord"?',
  },
  {
    what: "a person who may not",
    from: `"ann@x.edu", "/home`,
    to: `"ann@x.eud", "/home`,
    says: 'TestMistake: "ann@x.eud" is not on the list of people. Did you mean "ann@x.edu"?',
  },
  {
    what: "a path that someone may not read",
    from: `"ann@x.edu", "/home/jovyan/team-1"`,
    to: `"ann@x.edu", "/home/jovyan/team1"`,
    says: 'TestMistake: No volume is at "/home/jovyan/team1" for anyone on the list. Did you mean "/home/jovyan/team-1"?',
  },
  {
    what: "the path of a copy",
    from: "/home/jovyan/math8660-submitted",
    to: "/home/jovyan/math8660-submited",
    says: 'TestMistake: No volume is at "/home/jovyan/math8660-submited" for anyone on the list. Did you mean "/home/jovyan/math8660-submitted"?',
  },
  {
    what: "a group of people",
    from: `[{ group: "team-1" }]`,
    to: `[{ group: "team1" }]`,
    says: 'TestMistake: Nobody on the list is in the group "team1". Did you mean "team-1"?',
  },
  {
    what: "the key of a policy",
    from: `key: "teams"`,
    to: `key: "temas"`,
    says: 'TestMistake: The hub math8660 has no volumes.temas. Did you mean "teams"?',
  },
  {
    what: "the group of a policy",
    from: `key: "teams", group: "team-1"`,
    to: `key: "teams", group: "team_1"`,
    says: 'TestMistake: volumes.teams is not for a group "team_1". Did you mean "team-1"?',
  },
  {
    what: "a volume",
    from: "math8660-shared.handouts-math8660",
    to: "math8660-shared.handout-math8660",
    says: 'TestMistake: No policy has a volume "math8660-shared.handout-math8660" for anyone on the list. Did you mean "math8660-shared.handouts-math8660"?',
  },
  {
    what: "a volume that someone may not read",
    from: "math8660-shared.teams-team-2",
    to: "math8660-shared.teams-team2",
    says: 'TestMistake: No policy has a volume "math8660-shared.teams-team2" for anyone on the list. Did you mean "math8660-shared.teams-team-2"?',
  },
  {
    what: "a standing",
    from: `standing: "staff"`,
    to: `standing: "staf"`,
    says: 'TestMistake: standing must be "member" or "staff", not "staf".',
  },
  {
    what: "the field of a group of people",
    from: "standing:",
    to: "standin:",
    says: 'TestMistake: There is no field "standin" in a group of people. Did you mean "standing"?',
  },
  {
    what: "the question",
    from: `"write", box`,
    to: `"wirte", box`,
    says: 'TestMistake: The question must be "read" or "write", not "wirte". Did you mean "write"?',
  },
  {
    what: "the person of a box",
    from: `person: "halljord" };`,
    to: `person: "hallord" };`,
    says: 'TestMistake: "hallord" is not on the list of people. Did you mean "halljord"?',
  },
  {
    what: "the field of a place",
    from: `person: "halljord" };`,
    to: `persn: "halljord" };`,
    says: 'TestMistake: There is no field "persn" in a place. Did you mean "person"?',
  },
  {
    what: "one of several people",
    from: `"prof", "ta"]`,
    to: `"porf", "ta"]`,
    says: 'TestMistake: "porf" is not on the list of people. Did you mean "prof"?',
  },
  {
    what: "whose home someone may not read",
    from: `"tbutler", { key: "home", person: "halljord" }`,
    to: `"tbutler", { key: "home", person: "halljrod" }`,
    says: 'TestMistake: "halljrod" is not on the list of people. Did you mean "halljord"?',
  },
  {
    what: "an option of access()",
    from: "{ now:",
    to: "{ nwo:",
    says: 'TestMistake: There is no field "nwo" in the options of access(). Did you mean "now"?',
  },
  {
    what: "a date",
    from: "2027-07-01T",
    to: "2027-07-41T",
    says: "TestMistake: now must be a valid Date, not null.",
  },
  {
    what: "a file",
    from: "compose.yaml",
    to: "compose.yml",
    says: 'TestMistake: No file "compose.yml" is generated. Did you mean "compose.yaml"?',
  },
  {
    what: "the directory of a file",
    from: "singleuser/Dockerfile",
    to: "singeluser/Dockerfile",
    says: 'TestMistake: No file "singeluser/Dockerfile" is generated. Did you mean "singleuser/Dockerfile"?',
  },
  {
    what: "a key in a file",
    from: "proxy: {",
    to: "poxy: {",
    says: 'TestMistake: services has no key "poxy". Did you mean "proxy"?',
  },
  {
    what: "a field in a file",
    from: "ports: [",
    to: "port: [",
    says: 'TestMistake: services.proxy has no key "port". Did you mean "ports"?',
  },
  {
    what: "an assertion of chai",
    file: "policy.test.ts",
    from: "not.letRead(",
    to: "not.letRaed(",
    says: 'Error: Invalid Chai property: letRaed. Did you mean "letRead"?',
  },
  {
    what: "a function",
    file: "policy.node.ts",
    from: "expectNoRead(mounted",
    to: "expectNoRaed(mounted",
    says: "ReferenceError: expectNoRaed is not defined",
  },
  {
    what: "a word in the list",
    file: "roster/userlist",
    from: "tbutler math8660 team-1",
    to: "tbutler math8660 team-1:stff",
    says: 'HubwrightError: userlist:7: "stff" is not a standing in a group.',
  },
  {
    what: "a name in the list",
    file: "roster/userlist",
    from: "halljord math8660",
    to: "hallord math8660",
    says: 'TestMistake: "halljord" is not on the list of people. Did you mean "hallord"?',
  },
];
