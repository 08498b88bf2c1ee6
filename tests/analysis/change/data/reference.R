# Makes reference.json: Welch's test, and weighted and raked shares of two editions, by R's stats and survey.
# Rscript reference.R (R 4.2, survey 4.1-1)
suppressMessages({library(survey); library(jsonlite)})
read <- function(name) { found <- read.csv(paste0(name, ".csv")); found$said <- found$size != "dont_know"; found }
old <- read("old"); new <- read("new")
test <- t.test(new$hours, old$hours)
out <- list(hours = list(difference = unname(test$estimate[1] - test$estimate[2]), ends = test$conf.int, p = test$p.value))
shares <- function(data, raked) {
  design <- svydesign(ids = ~1, weights = ~weight, data = data)
  total <- sum(data$weight)
  if (raked) design <- calibrate(design, ~region, total * c(`(Intercept)` = 1, regionnorth = 0.45, regionsouth = 0.32),
                                 calfun = "raking", epsilon = 1e-13, maxit = 200)
  design <- subset(design, said)
  lapply(c(small = "small", middle = "middle", large = "large"), function(code) {
    design$variables$hit <- 100 * (design$variables$size == code)
    m <- svymean(~hit, design); unname(c(coef(m), SE(m)))
  })
}
out$shares <- list(old = shares(old, FALSE), new = shares(new, FALSE))
out$raked <- list(old = shares(old, TRUE), new = shares(new, TRUE))
writeLines(toJSON(out, digits = 15, auto_unbox = TRUE), "reference.json")
