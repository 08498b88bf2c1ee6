// SurveyJS without a page: takes respondents through a survey, and prints the time per answer and what came out.
// node surveyjs.cjs FILE: {"survey": ..., "respondents": [{"question@item": answer}], "most": answers of each}
"use strict";
const { readFileSync } = require("node:fs");
const { createHash } = require("node:crypto");
const { FunctionFactory, Model } = require("survey-core");

FunctionFactory.Instance.register("chosen", ([value, id]) =>
  (value || []).some((one) => one === id || one.item === id));

const { survey, respondents, most } = JSON.parse(readFileSync(process.argv[2], "utf-8"));

/** Yield the questions in order, those of dynamic panels panel by panel, each with its page's key. */
function* pages(model) {
  for (const question of model.getAllQuestions()) {
    if (question.getType() !== "paneldynamic") yield [question.name, question];
    else
      for (const [at, panel] of question.panels.entries())
        for (const inner of panel.questions) yield [`${inner.name}@${question.value[at].item}`, inner];
  }
}

function walk(model, given) {
  const shown = [], answers = [];
  for (const [key, question] of pages(model)) {
    if (!question.isVisible) continue;
    if (shown.length === most) break;
    shown.push(`${key}\t${question.locTitle.textOrHtml}`);
    const value = given[key];
    if (value === null) continue;
    question.value = question.valuePropertyName ? value.map((item) => ({ item })) : value;
    if (!question.validate(false)) throw new Error(`${key}: ${value} was refused`);
    answers.push(`${key}\t${value}`);
  }
  return [shown.length, createHash("sha256").update([...shown, ...answers].join("\n")).digest("hex")];
}

let pagesShown = 0, spent = 0;
const digests = [];
for (const given of respondents) {
  const model = new Model(survey);
  const begun = process.cpuUsage();
  const [count, digest] = walk(model, given);
  const { user, system } = process.cpuUsage(begun);
  spent += user + system;
  pagesShown += count;
  digests.push(digest);
}
console.log(JSON.stringify({ microseconds: spent / pagesShown, answers: pagesShown, digests }));
