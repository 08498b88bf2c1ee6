# Plackett-Luce as an exploded logit by coxph, errors clustered by respondent: Rscript coxph.R FILE.
suppressMessages({library(survival); library(jsonlite)})
places <- as.matrix(read.csv(commandArgs(trailingOnly = TRUE)[1], header = FALSE))
rows <- data.frame(person = rep(seq_len(nrow(places)), ncol(places)), item = factor(rep(seq_len(ncol(places)), each = nrow(places))),
                   place = as.vector(places), placed = 1)
begun <- proc.time()[["elapsed"]]
fit <- coxph(Surv(place, placed) ~ item + strata(person), rows, ties = "breslow", cluster = person)
seconds <- proc.time()[["elapsed"]] - begun
cat(toJSON(list(seconds = seconds, worth = c(0, unname(coef(fit)))), digits = 12, auto_unbox = TRUE), "\n")
