// A prompt of clack: three choices.
import { select } from "@clack/prompts";

const options = ["one", "two", "three"].map((value) => ({ value, label: value }));
await select({ message: "This prompt is bare.", options });
