# Rakes a file, or estimates a mean with clustered variance, with R survey, and prints the seconds as JSON.
suppressMessages(library(survey)); suppressMessages(library(jsonlite))
words <- commandArgs(TRUE)
data <- read.csv(words[1]); shares <- fromJSON(sub("csv$", "json", words[1])); n <- nrow(data)
if (words[2] == "rake") {
  design <- svydesign(id = ~1, weights = rep(1, n), data = data)
  formulas <- lapply(names(shares), function(m) as.formula(paste0("~", m)))
  known <- lapply(names(shares), function(m) { k <- data.frame(as.integer(names(shares[[m]])), n * unlist(shares[[m]])); names(k) <- c(m, "Freq"); k })
  seconds <- system.time(rake(design, formulas, known, control = list(maxit = 100, epsilon = 1e-9 * n)))[["elapsed"]]
} else {
  seconds <- system.time({
    design <- svydesign(id = ~cluster, strata = ~role, weights = rep(1, n), data = data, nest = TRUE)
    SE(svymean(~value, design))
  })[["elapsed"]]
}
cat(toJSON(list(seconds = seconds), auto_unbox = TRUE, digits = 6), "\n")
