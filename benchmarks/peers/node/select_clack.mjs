// A prompt of clack: three choices, or as many options as the argument says.
import { select } from "@clack/prompts";

const count = Number(process.argv[2] ?? 0);
const names = count ? Array.from({ length: count }, (_, number) => `Option number ${number}`) : ["one", "two", "three"];
await select({ message: "This prompt is bare.", options: names.map((value) => ({ value, label: value })) });
