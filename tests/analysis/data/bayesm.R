# Reference figures for hierarchical Bayes by bayesm::rhierMnlRwMixture on the marginal form (best, and worst with its sign
# turned, of sets of one size): posterior means of the population's mean and variances with their Monte-Carlo errors.
# Usage: Rscript bayesm.R data.csv draws > figures.json
suppressMessages(library(bayesm)); library(jsonlite)
arguments <- commandArgs(TRUE); set.seed(1)
data <- read.csv(arguments[1], stringsAsFactors = FALSE)
data <- data[order(data$respondent, data$set), ]
items <- sort(unique(data$item), method = "radix")
vectors <- diag(length(items))[, -length(items)]; rownames(vectors) <- items
size <- nrow(data[data$respondent == data$respondent[1] & data$set == data$set[1], ])
people <- lapply(split(data, data$respondent), function(rows) {
  stages <- unlist(lapply(split(rows, rows$set), function(set) {
    x <- vectors[set$item, , drop = FALSE]
    list(list(y = which(set$choice == 1), X = x), list(y = which(set$choice == -1), X = -x))
  }), recursive = FALSE)
  list(y = sapply(stages, `[[`, "y"), X = do.call(rbind, lapply(stages, `[[`, "X")))
})
names(people) <- NULL
said <- capture.output(
  out <- rhierMnlRwMixture(Data = list(p = size, lgtdata = people), Prior = list(ncomp = 1),
                           Mcmc = list(R = as.integer(arguments[2]), keep = 10, nprint = 0)))
kept <- seq(length(out$nmix$compdraw) %/% 4 + 1, length(out$nmix$compdraw))
mean_draws <- t(sapply(kept, function(i) out$nmix$compdraw[[i]][[1]]$mu))
variance_draws <- t(sapply(kept, function(i) {
  root <- solve(out$nmix$compdraw[[i]][[1]]$rooti); diag(crossprod(root))
}))
batch <- function(draws) apply(draws, 2, function(x) { m <- colMeans(matrix(x[1:(length(x) %/% 20 * 20)], ncol = 20)); sd(m) / sqrt(20) })
write_json(list(items = items, mean = colMeans(mean_draws), mean_error = batch(mean_draws),
  variance = colMeans(variance_draws), variance_error = batch(variance_draws),  draws = as.integer(arguments[2]), bayesm = as.character(packageVersion("bayesm"))), stdout(), digits = 6, auto_unbox = TRUE)
