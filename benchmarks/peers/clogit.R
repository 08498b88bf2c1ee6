# Seconds that survival::clogit takes for the sequential form with clustered errors, on stages written one alternative a row.
suppressMessages(library(survival))
rows <- read.csv(commandArgs(TRUE)[1]); items <- max(rows$item)
x <- matrix(0, nrow(rows), items); at <- which(rows$item < items)
x[cbind(at, rows$item[at] + 1)] <- rows$sign[at]
took <- system.time(fit <- clogit(chosen ~ x + strata(stage), data = rows, cluster = person, method = "breslow"))
cat(took[["elapsed"]], took[["user.self"]] + took[["sys.self"]], format(fit$loglik[2], digits = 12), "\n")
