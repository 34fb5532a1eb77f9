import { defineHub } from "hubwright";

/** Members of a GitHub organization, as far as they are in the user list. */
export default defineHub({
  name: "seminar",
  port: 8003,
  signIn: {
    kind: "github",
    clientId: "Iv1.0123456789abcdef",
    address: "https://hub.example.edu",
    organizations: ["math-example-edu"],
  },
  // Only people in the list: nobody whom an admin adds on JupyterHub's pages.
  strangers: "deny",
});
