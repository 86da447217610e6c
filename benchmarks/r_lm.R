# One least-squares problem in R, for benchmarks/r_lm.py: Rscript r_lm.R FOLDER N P REPEATS
#
# FOLDER holds X.bin (N x P, column by column) and y.bin, float64. Prints the best times of lm.fit and
# of lm in seconds, the memory that the first lm.fit took at its peak in bytes, the coefficients and
# the standard errors.

arguments <- commandArgs(trailingOnly = TRUE)
n <- as.integer(arguments[2])
p <- as.integer(arguments[3])
repeats <- as.integer(arguments[4])
numbers <- function(name, count) readBin(file.path(arguments[1], name), "double", count)
X <- numbers("X.bin", n * p)
dim(X) <- c(n, p)  # in place: no second copy
y <- numbers("y.bin", n)

# lm.fit is lm without the formula, its checks and its result; the standard errors as summary.lm computes them.
fit <- function() {
  model <- lm.fit(X, y)
  kept <- seq_len(model$rank)
  rss <- sum(model$residuals^2)
  std_error <- rep(NA_real_, p)
  inverse <- chol2inv(model$qr$qr[kept, kept, drop = FALSE])
  std_error[model$qr$pivot[kept]] <- sqrt(diag(inverse) * rss / model$df.residual)
  list(coef = model$coefficients, std_error = std_error)
}

peak <- function() {
  status <- "/proc/self/status"
  if (!file.exists(status)) return(NA_real_)
  line <- grep("^VmHWM", readLines(status), value = TRUE)
  if (length(line)) 1024 * as.numeric(gsub("[^0-9]", "", line)) else NA_real_
}

before <- peak()
result <- fit()
memory <- peak() - before
whole <- function() summary(lm(y ~ 0 + X))$coefficients

best_of <- function(call) {
  best <- Inf
  for (k in seq_len(repeats)) {
    start <- Sys.time()
    call()
    best <- min(best, as.numeric(Sys.time() - start, units = "secs"))
  }
  best
}
for (values in list(c(best_of(fit), best_of(whole)), memory, result$coef, result$std_error)) {
  cat(sprintf("%.17g", values), "\n")
}
