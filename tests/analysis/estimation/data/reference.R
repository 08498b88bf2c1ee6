# Reference figures of R survey for the data beside this file: Rscript reference.R > reference.json
suppressMessages({library(survey); library(jsonlite)})
options(survey.lonely.psu = "fail")
read <- function(name) read.csv(name, stringsAsFactors = TRUE)
srs <- read("apisrs.csv"); strat <- read("apistrat.csv"); one <- read("apiclus1.csv"); two <- read("apiclus2.csv")
scd <- read("scd.csv"); nhanes <- read("nhanes.csv.gz")
dsrs <- svydesign(id = ~1, weights = ~pw, fpc = ~fpc, data = srs)
dstrat <- svydesign(id = ~1, strata = ~stype, weights = ~pw, fpc = ~fpc, data = strat)
done <- svydesign(id = ~dnum, weights = ~pw, fpc = ~fpc, data = one)
dtwo <- svydesign(id = ~dnum + snum, fpc = ~fpc1 + fpc2, data = two)
dnh <- svydesign(id = ~SDMVPSU, strata = ~SDMVSTRA, weights = ~WTMEC2YR, nest = TRUE, data = nhanes)

figures <- function(x, deff = TRUE) {
  s <- unname(as.vector(SE(x)))
  list(value = I(unname(as.vector(coef(x)))), se = I(s), deff = if (deff) I(unname(diag(as.matrix(deff(x))))) else NULL)
}
one_by_one <- function(d, kind, f, names) { # R 4.1 cannot give the deff of several replicated totals at once
  all <- lapply(names, function(n) figures(f(as.formula(paste0("~", n)), d, deff = kind, na.rm = TRUE)))
  list(value = sapply(all, `[[`, "value"), se = sapply(all, `[[`, "se"), deff = sapply(all, `[[`, "deff"))
}
basics <- function(d, kind = TRUE) list(
  mean = one_by_one(d, kind, svymean, c("api00", "growth")),
  total = one_by_one(d, kind, svytotal, c("api00", "growth")),
  share = figures(svymean(~stype, d), FALSE),
  ratio = figures(svyratio(~api00, ~api99, d), FALSE),
  domain_mean = figures(svymean(~api00, subset(d, sch.wide == "Yes"), deff = kind)),
  domain_total = figures(svytotal(~api00, subset(d, sch.wide == "Yes"), deff = kind)),
  domain_df = degf(subset(d, comp.imp == "Yes")), df = degf(d))
intervals <- function(d, methods) sapply(methods, function(m) { p <- svyciprop(~I(comp.imp == "Yes"), d, method = m); c(p[1], attr(p, "ci")) }, simplify = FALSE)
quantiles <- function(d, types) sapply(types, function(t)
  unname(svyquantile(~api00, d, c(.1, .25, .5, .9), interval.type = t)[[1]]), simplify = FALSE)
tests <- function(d) { f <- svychisq(~comp.imp + stype, d); c1 <- svychisq(~comp.imp + stype, d, statistic = "Chisq")
  list(F = f$statistic[[1]], df1 = f$parameter[[1]], df2 = f$parameter[[2]], p = f$p.value, pearson = c1$statistic[[1]], first = c1$p.value) }
everything <- function(d) c(basics(d), list(ratio_deff = deff(svyratio(~api00, ~api99, d, deff = "replace"))[[1]], replacement = basics(d, "replace")[c("mean", "total", "ratio")],
  intervals = intervals(d, c("logit", "beta", "mean")), quantiles = quantiles(d, c("mean", "beta", "xlogit")), chisq = tests(d)))

stypes <- data.frame(stype = c("E", "H", "M"), Freq = c(4421, 755, 1018))
wide <- data.frame(sch.wide = c("No", "Yes"), Freq = c(1072, 5122))
margins <- list(c(`(Intercept)` = 6194, stypeH = 755, stypeM = 1018, sch.wideYes = 5122))[[1]]
raked <- function(d) calibrate(d, ~stype + sch.wide, margins, calfun = "raking", epsilon = 1e-13, maxit = 200)
linear <- function(d) calibrate(d, ~stype + api99, c(`(Intercept)` = 6194, stypeH = 755, stypeM = 1018, api99 = 3914069))
logit <- function(d) calibrate(d, ~stype + api99, c(`(Intercept)` = 6194, stypeH = 755, stypeM = 1018, api99 = 3914069),
  calfun = "logit", bounds = c(.5, 2), epsilon = 1e-13, maxit = 200)
short <- function(d) list(mean = figures(svymean(~api00 + enroll, d, na.rm = TRUE), FALSE), total = figures(svytotal(~api00, d), FALSE),
  ratio = figures(svyratio(~api00, ~api99, d), FALSE), domain_mean = figures(svymean(~api00, subset(d, comp.imp == "Yes")), FALSE),
  weights = range(weights(d, "sampling")), weight = sum(weights(d, "sampling")^2))
rake_itself <- function(d) rake(d, list(~stype, ~sch.wide), list(stypes, wide), control = list(maxit = 200, epsilon = 1e-10))

replicated <- function(d) c(basics(d)[c("mean", "total", "ratio", "share", "domain_mean", "df", "domain_df")],
  list(replacement = basics(d, "replace")[c("mean", "total")], intervals = intervals(d, c("logit", "mean")), quantiles = quantiles(d, c("mean")),
    chisq = tests(d), raked = short(raked(d)), post = short(postStratify(d, ~stype, stypes))))
repweights <- 2 * cbind(c(1, 0, 1, 0, 1, 0), c(1, 0, 0, 1, 0, 1), c(0, 1, 1, 0, 0, 1), c(0, 1, 0, 1, 1, 0))
halves <- function(w, type, ...) figures(svyratio(~alive, ~arrests, svrepdesign(data = scd, type = type, repweights = w, weights = rep(1, 6), combined.weights = FALSE, ...)), FALSE)
lone <- svydesign(id = ~1, strata = ~stype, weights = ~pw, data = strat[c(1, 101:200), ])
lonely <- function(way) { options(survey.lonely.psu = way); r <- list(mean = figures(svymean(~api00, lone), FALSE), total = figures(svytotal(~api00, lone), FALSE)); options(survey.lonely.psu = "fail"); r }
pairs <- nhanes[nhanes$SDMVPSU %in% 1:2 & !(nhanes$SDMVSTRA %in% names(which(table(unique(nhanes[, 1:2])$SDMVSTRA) != 2))), ]
dbrr <- svydesign(id = ~SDMVPSU, strata = ~SDMVSTRA, weights = ~WTMEC2YR, nest = TRUE, data = pairs)
brr <- function(type, ...) figures(svytotal(~HI_CHOL, as.svrepdesign(dbrr, type = type, ...), na.rm = TRUE), FALSE)

found <- list(
  srs = everything(dsrs), stratified = everything(dstrat), clusters = everything(done), stages = everything(dtwo),
  nhanes = list(share = figures(svymean(~HI_CHOL, dnh, na.rm = TRUE, deff = "replace")), df = degf(dnh),
    by = lapply(split(1:8, rep(1:4, 2)), function(i) NULL)[0],
    by_race = { b <- svyby(~HI_CHOL, ~race, dnh, svymean, na.rm = TRUE); list(value = b$HI_CHOL, se = b$se) },
    interval = { p <- svyciprop(~HI_CHOL, dnh, na.rm = TRUE); c(p[1], attr(p, "ci")) },
    chisq = { f <- svychisq(~HI_CHOL + race, dnh); list(F = f$statistic[[1]], df1 = f$parameter[[1]], df2 = f$parameter[[2]], p = f$p.value) }),
  raked = list(srs = short(raked(dsrs)), stratified = short(raked(dstrat)), clusters = short(raked(done)), rake = short(rake_itself(done)),
    twice = short(raked(postStratify(dstrat, ~comp.imp, data.frame(comp.imp = c("No", "Yes"), Freq = c(1700, 4494)))))),
  post = list(srs = short(postStratify(dsrs, ~stype, stypes)), clusters = short(postStratify(done, ~stype, stypes))),
  linear = list(clusters = short(linear(done)), stratified = short(linear(dstrat))), logit = list(clusters = short(logit(done))),
  jk1 = replicated(as.svrepdesign(done)), jkn = replicated(as.svrepdesign(dstrat)),
  jkn_mse = figures(svyratio(~api00, ~api99, as.svrepdesign(dstrat, mse = TRUE)), FALSE),
  brr = halves(repweights, "BRR"), fay = halves(ifelse(repweights == 2, 1.7, .3), "Fay", rho = .3),
  half_totals = list(BRR = brr("BRR"), Fay = brr("Fay", fay.rho = .4)),
  lonely = sapply(c("remove", "adjust", "certainty", "average"), lonely, simplify = FALSE),
  versions = list(R = R.version.string, survey = as.character(packageVersion("survey"))))
cat(toJSON(found, digits = I(17), auto_unbox = TRUE, na = "null", null = "null"), "\n")
