# Reference figures for best-worst data by survival::clogit: coefficients (reference: last item), classical and clustered
# standard errors, log-likelihood. Usage: Rscript clogit.R data.csv form > figures.json
suppressMessages(library(survival)); library(jsonlite)
arguments <- commandArgs(TRUE)
data <- read.csv(arguments[1], stringsAsFactors = FALSE)
if (is.null(data$weight)) data$weight <- 1
items <- sort(unique(data$item), method = "radix")
vectors <- diag(length(items)); rownames(vectors) <- items
stage <- 0
one <- function(design, chosen, person, weight) {
  stage <<- stage + 1
  cbind(stage, person, weight, chosen, design)
}
explode <- function(set) {
  best <- set$item[set$choice == 1]; worst <- set$item[set$choice == -1]
  person <- set$respondent[1]; weight <- set$weight[1]; found <- list()
  x <- vectors[set$item, , drop = FALSE]
  if (arguments[2] == "pairs" && length(best) == 1 && length(worst) == 1) {
    pair <- expand.grid(b = set$item, w = set$item, stringsAsFactors = FALSE); pair <- pair[pair$b != pair$w, ]
    design <- vectors[pair$b, ] - vectors[pair$w, ]
    return(one(design, pair$b == best & pair$w == worst, person, weight))
  }
  if (length(best) == 1) found[[1]] <- one(x, set$item == best, person, weight)
  if (length(worst) == 1) {
    rest <- if (arguments[2] == "sequential") !(set$item %in% best) else rep(TRUE, nrow(set))
    if (sum(rest) > 1) found[[2]] <- one(-x[rest, , drop = FALSE], (set$item == worst)[rest], person, weight)
  }
  do.call(rbind, found)
}
rows <- do.call(rbind, lapply(split(data, list(data$respondent, data$set), drop = TRUE), explode))
frame <- data.frame(stage = rows[, 1], person = rows[, 2], weight = rows[, 3], chosen = rows[, 4])
x <- rows[, 5:(3 + length(items))]
fit <- clogit(chosen ~ x + strata(stage), data = frame, weights = weight, cluster = person, method = "breslow",
              control = coxph.control(eps = 1e-14, toler.chol = 1e-16, iter.max = 50))
write_json(list(items = items, coefficients = unname(coef(fit)), classical = unname(sqrt(diag(fit$naive.var))),
  clustered = unname(sqrt(diag(fit$var))), log_likelihood = fit$loglik[2], null = fit$loglik[1],
  survival = as.character(packageVersion("survival"))), stdout(), digits = NA, auto_unbox = TRUE, pretty = TRUE)
