# Makes reference.json: means, domain means, ratios and paired differences by R's survey.
# Rscript reference.R (R 4.2, survey 4.1-1)
suppressMessages({library(survey); library(jsonlite)})
rows <- read.csv("splits.csv")
rows$now <- 100 * rows$share / rows$total
wide <- reshape(rows[c("respondent", "part", "now", "share", "later", "total", "weight", "cluster")],
                idvar = c("respondent", "total", "weight", "cluster"), timevar = "part", direction = "wide")
for (part in c("a", "b", "c", "d")) {
  wide[[paste0("has.", part)]] <- 100 * (wide[[paste0("now.", part)]] > 0)
  wide[[paste0("change.", part)]] <- wide[[paste0("later.", part)]] - wide[[paste0("now.", part)]]
}
design <- svydesign(ids = ~cluster, weights = ~weight, data = wide)
both <- subset(design, !is.na(later.a))
out <- list()
now <- svymean(~now.a + now.b + now.c + now.d, design)
out$covariance <- unclass(vcov(now)); dimnames(out$covariance) <- NULL
for (part in c("a", "b", "c", "d")) {
  name <- function(kind) as.formula(paste0("~", kind, ".", part))
  two <- function(m) unname(c(coef(m), SE(m)))
  some <- subset(design, design$variables[[paste0("now.", part)]] > 0)
  out$parts[[part]] <- list(any = two(svymean(name("has"), design)), among = two(svymean(name("now"), some)),
                            overall = two(svymean(name("now"), design)),
                            pooled = two(svyratio(name("share"), ~total, design)) * 100,
                            change = two(svymean(name("change"), both)), later = two(svymean(name("later"), both)),
                            ends = unname(as.numeric(attr(svyciprop(as.formula(paste0("~I(now.", part, " > 0)")), design,
                                                                    method = "logit"), "ci"))) * 100)
}
writeLines(toJSON(out, digits = 15, auto_unbox = TRUE), "reference.json")
