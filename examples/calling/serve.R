# A dossier is opened once and asked as often as one likes: `Rscript examples/calling/serve.R`, from the
# repository's root. Needs the packages jsonlite and processx. Points are text: as.numeric() makes them floats.
library(jsonlite)
door <- processx::process$new(Sys.getenv("PAR_INDEX", "par-index"), c("call", "--serve"),
                              stdin = "|", stdout = "|", encoding = "UTF-8")

# One request a line, one answer a line.
say <- function(line) {
  rest <- charToRaw(paste0(trimws(line), "\n"))
  while (length(rest) > 0) rest <- door$write_input(rest)
  reply <- character()
  while (length(reply) == 0) {
    door$poll_io(-1)
    reply <- door$read_output_lines(1)
  }
  reply <- fromJSON(reply, simplifyVector = FALSE)
  if (reply$kind == "error") stop(reply$message)
  reply
}
ask <- function(call, ...) {
  say(toJSON(list(at = "samples", index = "communes", call = call, ...), auto_unbox = TRUE))
}

invisible(say(readLines("examples/calling/open.json")))
ranking <- ask("rank")
for (row in ranking$rows[1:3]) {
  weak <- ask("weak", unit = row$unit, top = 1)$rows[[1]]
  cat(row$rank, row$unit, row$ratio, weak$code, weak$lost, sep = "\t")
  cat("\n")
}
cat("seal ", ranking$seal, "\n", sep = "")
invisible(close(door$get_input_connection()))
