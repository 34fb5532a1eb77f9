/** Writes commands of ours in a text the way that hubwright was called, so that they can be pasted. */
export function asCalled(text: string, called: string): string {
  return called === "hubwright"
    ? text
    : text.replace(
        /(?<![\w/-])hubwright (?=(?:init|build|check|generate|plan|up|down|restart|ls|passwords|people|groups|access|nginx|caddy|self-signed|logs|status|volumes|doctor)\b)/g,
        `${called} `,
      );
}
