"""Programs of JavaScript and TypeScript. In: their text. Out: what is written out in it; nothing is run."""
