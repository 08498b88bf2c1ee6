# Makes reference.json: Plackett-Luce as an exploded (rank-ordered) logit by coxph, means by svymean.
# Rscript reference.R (R 4.2, survival 3.5-3, survey 4.1-1)
suppressMessages({library(survival); library(survey); library(jsonlite)})
out <- list()

rows <- lapply(strsplit(readLines("nascar2002.txt"), " "), as.integer)
nascar <- do.call(rbind, lapply(seq_along(rows), function(race) {
  kept <- rows[[race]][rows[[race]] <= 83]
  data.frame(race = race, driver = factor(kept, levels = 1:83), place = seq_along(kept))
}))
fit <- coxph(Surv(place, rep(1, nrow(nascar))) ~ driver + strata(race), nascar, ties = "breslow",
             control = coxph.control(eps = 1e-14, toler.chol = 1e-15, iter.max = 100))
out$nascar <- list(worth = unname(coef(fit)), errors = unname(sqrt(diag(vcov(fit)))), loglik = fit$loglik[2])

top <- read.csv("top3.csv")
top$item <- relevel(factor(top$item), ref = "item0")
top$status <- as.integer(!is.na(top$rank))
top$time <- ifelse(top$status == 1, top$rank, 4)
control <- coxph.control(eps = 1e-14, toler.chol = 1e-15, iter.max = 100)
plain <- coxph(Surv(time, status) ~ item + strata(respondent), top, ties = "breslow", cluster = respondent,
               control = control)
teams <- coxph(Surv(time, status) ~ item + strata(respondent), top, ties = "breslow", weights = weight,
               cluster = cluster, control = control)
out$top3 <- list(worth = unname(coef(plain)), classical = unname(sqrt(diag(plain$naive.var))),
                 errors = unname(sqrt(diag(vcov(plain)))), loglik = plain$loglik)
out$top3_weighted <- list(worth = unname(coef(teams)), classical = unname(sqrt(diag(teams$naive.var))),
                          errors = unname(sqrt(diag(vcov(teams)))), loglik = teams$loglik)

top$offered <- ave(rep(1, nrow(top)), top$respondent, FUN = sum)
top$middle <- ifelse(top$status == 1, top$rank, (4 + top$offered) / 2)
top$borda <- 100 * (top$offered - top$middle) / (top$offered - 1)
people <- unique(top[c("respondent", "weight", "cluster")])
design <- svydesign(ids = ~cluster, weights = ~weight, data = people)
for (name in levels(top$item)[order(levels(top$item))]) {
  mine <- top[top$item == name, ]
  at <- match(people$respondent, mine$respondent)
  wide <- update(design, middle = mine$middle[at], borda = mine$borda[at], first = 100 * (mine$time[at] == 1),
                 has = !is.na(at))
  part <- subset(wide, has)
  mean_of <- function(formula) { m <- svymean(formula, part); c(coef(m), SE(m)) }
  out$scores[[name]] <- list(rank = unname(mean_of(~middle)), borda = unname(mean_of(~borda)),
                             first = unname(mean_of(~as.numeric(first))))
}
writeLines(toJSON(out, digits = 15, auto_unbox = TRUE), "reference.json")
