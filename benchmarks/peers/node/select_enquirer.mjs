// A prompt of enquirer, the usual way to ask in a terminal from Node: three choices, or as many as the argument says.
import enquirer from "enquirer";

const count = Number(process.argv[2] ?? 0);
const choices = count ? Array.from({ length: count }, (_, number) => `Option number ${number}`) : ["one", "two", "three"];
const limit = count ? process.stdout.rows - 4 : undefined;
await new enquirer.Select({ message: "This prompt is bare.", choices, limit }).run().catch(() => process.exit(0));
