// A prompt of enquirer: three choices, the usual way to ask in a terminal from Node.
import enquirer from "enquirer";

await new enquirer.Select({ message: "This prompt is bare.", choices: ["one", "two", "three"] }).run().catch(() => process.exit(0));
