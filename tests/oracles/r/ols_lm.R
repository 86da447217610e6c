# Fits of R's lm, written as JSON with 17 significant digits: the second oracle of course.ols.
#
#   Rscript ols_lm.R DATA_FOLDER OUTPUT_FILE
#
# Base R only. The file beside this one, ols_lm.json, is the stored output; a test runs the script
# again where Rscript is installed and compares.

arguments <- commandArgs(trailingOnly = TRUE)
data_folder <- arguments[1]
output_file <- arguments[2]
options(digits = 7, width = 80, useFancyQuotes = FALSE, show.signif.stars = TRUE, scipen = 0)

table_of <- function(name) {
  read.csv(file.path(data_folder, paste0(name, ".csv")), stringsAsFactors = TRUE)
}

number <- function(x) ifelse(is.finite(x), sprintf("%.17g", x), "null")

text <- function(x) {
  for (pair in list(c("\\", "\\\\"), c("\"", "\\\""), c("\n", "\\n"), c("\t", "\\t"))) {
    x <- gsub(pair[1], pair[2], x, fixed = TRUE)
  }
  paste0("\"", x, "\"")
}

array_of <- function(items) paste0("[", paste(items, collapse = ", "), "]")

rows_of <- function(m) array_of(apply(m, 1, function(row) array_of(number(row))))

object <- function(items) {
  paste0("{\n", paste0("\"", names(items), "\": ", unlist(items), collapse = ",\n"), "\n}")
}

printed <- function(s) {
  lines <- capture.output(print(s))
  # Typographic quotes, where the locale has them, become plain ones.
  lines <- gsub("[\u2018\u2019]", "'", enc2utf8(lines))
  paste(lines[which(lines == "Residuals:"):length(lines)], collapse = "\n")
}

# The elements of the fit from the design matrix, as the formulas are written. The efficiency of a
# constant is not defined.
by_hand <- function(data) {
  X <- cbind(1, data$x1, data$x2)
  Sigma <- solve(t(X) %*% X)
  half_range <- apply(X, 2, function(x) (max(x) - min(x)) / 2)
  coef <- Sigma %*% t(X) %*% data$y
  fitted <- X %*% coef
  df <- nrow(X) - ncol(X)
  quantile_975 <- qt(0.975, df)
  se <- sqrt(diag(Sigma) * sum((data$y - fitted)^2) / df)
  list(
    sigma_matrix = rows_of(Sigma),
    sigma_xty = array_of(number(coef)),
    std_error_by_hand = array_of(number(se)),
    t_quantile_975 = number(quantile_975),
    half_width_95 = array_of(number(se * quantile_975)),
    estimator_correlation = rows_of(cov2cor(Sigma)),
    efficiency = array_of(number((1 / (half_range * sqrt(diag(Sigma) * nrow(X))))[-1])),
    design_std_error_10 = array_of(number(10 * sqrt(diag(Sigma)))),
    r2_by_variances = number(var(fitted) / var(data$y))
  )
}

report <- function(formula, data, new_data = NULL, elements = FALSE) {
  model <- lm(formula, data)
  s <- suppressWarnings(summary(model))
  f <- s$fstatistic
  out <- list(
    formula = text(deparse(formula)),
    names = array_of(text(rownames(s$coefficients))),
    coef = array_of(number(s$coefficients[, 1])),
    std_error = array_of(number(s$coefficients[, 2])),
    t = array_of(number(s$coefficients[, 3])),
    p_value = array_of(number(s$coefficients[, 4])),
    conf_int_95 = rows_of(suppressWarnings(confint(model))),
    conf_int_80 = rows_of(suppressWarnings(confint(model, level = 0.8))),
    cov = rows_of(vcov(model)),
    residual_quantiles = array_of(number(quantile(residuals(model)))),
    sigma = number(s$sigma),
    df_resid = number(s$df[2]),
    r2 = number(s$r.squared),
    r2_adj = number(s$adj.r.squared)
  )
  if (!is.null(f)) {
    out$f_stat <- number(f[1])
    out$f_p_value <- number(pf(f[1], f[2], f[3], lower.tail = FALSE))
  }
  if (!is.null(new_data)) {
    out$predict_mean <- rows_of(predict(model, new_data, interval = "confidence"))
    out$predict_prediction <- rows_of(predict(model, new_data, interval = "prediction", level = 0.9))
  }
  if (elements) out <- c(out, by_hand(data))
  out$printed <- text(printed(s))
  object(out)
}

both <- y ~ x1 + x2
new_points <- table_of("new_points")
fits <- list(
  noise_100 = report(both, table_of("noise_100"), new_points),
  noise_10 = report(both, table_of("noise_10"), new_points),
  five_points = report(both, table_of("five_points"), new_points),
  seven_points = report(both, table_of("seven_points"), new_points),
  three_points = report(both, table_of("three_points")),
  many_points = report(both, table_of("many_points"), new_points),
  no_intercept = report(y ~ 0 + x1 + x2, table_of("noise_100"), new_points),
  mean_only = report(y ~ 1, table_of("noise_100")),
  dummies = report(salary ~ age + study + city, table_of("salaries"), table_of("new_salaries")),
  interaction = report(salary ~ age + city + age:city, table_of("salaries"), table_of("new_salaries")),
  dummies_only = report(salary ~ 0 + city, table_of("salaries")),
  other_base = report(salary ~ age + relevel(city, "Paris"), table_of("salaries")),
  small_units = report(I(y / 1e9) ~ I(x1 * 1e6) + x2, table_of("noise_100")),
  source_noise_100 = report(both, table_of("source_noise_100"), new_points, elements = TRUE),
  source_noise_10 = report(both, table_of("source_noise_10"), new_points, elements = TRUE),
  source_five_points = report(both, table_of("source_five_points"), new_points, elements = TRUE),
  step_by_step = report(both, table_of("step_by_step"), new_points, elements = TRUE),
  correlated = report(both, table_of("correlated"), new_points, elements = TRUE),
  factorial = report(both, table_of("factorial"), new_points, elements = TRUE),
  extremes = report(both, table_of("extremes"), new_points, elements = TRUE),
  two_factors = report(salary ~ city * factor(study > 4), table_of("salaries"))
)
writeLines(enc2utf8(object(fits)), output_file, useBytes = TRUE)
