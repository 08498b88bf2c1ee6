# Errors of R's rake() where weights before raking are unequal: Rscript rake.R > rake.json
suppressMessages({library(survey); library(jsonlite)})
read <- function(name) read.csv(name, stringsAsFactors = TRUE)
strat <- read("apistrat.csv"); one <- read("apiclus1.csv"); two <- read("apiclus2.csv")
one$uneven <- one$pw * (1 + one$snum %% 3)
designs <- list(stratified = svydesign(id = ~1, strata = ~stype, weights = ~pw, fpc = ~fpc, data = strat),
  clusters = svydesign(id = ~dnum, weights = ~uneven, fpc = ~fpc, data = one),
  stages = svydesign(id = ~dnum + snum, fpc = ~fpc1 + fpc2, data = two))
stypes <- data.frame(stype = c("E", "H", "M"), Freq = c(4421, 755, 1018))
wide <- data.frame(sch.wide = c("No", "Yes"), Freq = c(1072, 5122))
totals <- c(`(Intercept)` = 6194, stypeH = 755, stypeM = 1018, sch.wideYes = 5122)
figures <- function(x) list(value = I(unname(as.vector(coef(x)))), se = I(unname(as.vector(SE(x)))))
short <- function(d) list(mean = figures(svymean(~api00 + enroll, d, na.rm = TRUE)), total = figures(svytotal(~api00, d)),
  ratio = figures(svyratio(~api00, ~api99, d)), domain_mean = figures(svymean(~api00, subset(d, comp.imp == "Yes"))),
  weights = range(weights(d, "sampling")), weight = sum(weights(d, "sampling")^2))
found <- lapply(designs, function(d) list(
  rake = short(rake(d, list(~stype, ~sch.wide), list(stypes, wide), control = list(maxit = 500, epsilon = 1e-12))),
  calibrated = short(calibrate(d, ~stype + sch.wide, totals, calfun = "raking", epsilon = 1e-13, maxit = 200)),
  linear = short(calibrate(d, ~stype + sch.wide, totals)),
  logit = short(calibrate(d, ~stype + sch.wide, totals, calfun = "logit", bounds = c(.3, 3), epsilon = 1e-13, maxit = 200))))
cat(toJSON(found, digits = I(17), auto_unbox = TRUE), "\n")
