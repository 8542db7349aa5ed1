variable "process" {
  description = <<-EOT
    The function that makes the variants of each uploaded original.
    - `memory_mb`: memory in MB, from 512 to 10240; 1769 MB equal one vCPU.
    - `timeout_seconds`: timeout for one original, in seconds, from 10 to 900. The queue's visibility timeout is six times as long.
    - `max_concurrency`: maximum number of originals processed at once, from 2 to 1000; the rest wait in the queue.
    - `reserved_concurrency`: reserved concurrent executions, at least `max_concurrency`; null for none.
    - `max_receive_count`: attempts on an original before its message becomes a dead letter, from 3 to 100. An original that
      repeatedly kills the function is rejected before that.
  EOT
  type = object({
    memory_mb            = optional(number, 1769)
    timeout_seconds      = optional(number, 60)
    max_concurrency      = optional(number, 10)
    reserved_concurrency = optional(number)
    max_receive_count    = optional(number, 5)
  })
  default  = {}
  nullable = false

  validation {
    condition = var.process.memory_mb >= 512 && var.process.memory_mb <= 10240 && floor(var.process.memory_mb) == var.process.memory_mb
    error_message = join("", [
      "process.memory_mb must be a whole number from 512 (a photo of 24 megapixels needs about 350) to 10240, but it is ",
      "${var.process.memory_mb}.",
    ])
  }

  validation {
    condition = (
      var.process.timeout_seconds >= 10 && var.process.timeout_seconds <= 900
      && floor(var.process.timeout_seconds) == var.process.timeout_seconds
    )
    error_message = "process.timeout_seconds must be a whole number from 10 to 900, but it is ${var.process.timeout_seconds}."
  }

  validation {
    condition = (
      var.process.max_concurrency >= 2 && var.process.max_concurrency <= 1000
      && floor(var.process.max_concurrency) == var.process.max_concurrency
    )
    error_message = join("", [
      "process.max_concurrency must be a whole number from 2 to 1000 (Lambda's range for a queue), but it is ",
      "${var.process.max_concurrency}.",
    ])
  }

  validation {
    condition = var.process.reserved_concurrency == null ? true : var.process.reserved_concurrency >= var.process.max_concurrency
    error_message = join("", [
      "process.reserved_concurrency must be null or at least process.max_concurrency (${var.process.max_concurrency}), but it is ",
      "${coalesce(var.process.reserved_concurrency, "null")}: AWS refuses a queue trigger whose concurrency exceeds the ",
      "reserved one.",
    ])
  }

  validation {
    condition = (
      var.process.max_receive_count >= 3 && var.process.max_receive_count <= 100
      && floor(var.process.max_receive_count) == var.process.max_receive_count
    )
    error_message = "process.max_receive_count must be a whole number from 3 to 100, but it is ${var.process.max_receive_count}."
  }
}
