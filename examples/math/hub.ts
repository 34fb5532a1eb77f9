import { defineHub } from "hubwright";

/** The hub of the walkthrough: everyone has a home, and a folder for each of their groups inside it. */
export default defineHub({
  name: "math",
  port: 8000,
});
