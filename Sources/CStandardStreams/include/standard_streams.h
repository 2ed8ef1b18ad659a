#pragma once
#include <stdbool.h>

/// Whether standard input, output and error were open when the program began, or /dev/null was opened in their place.
///
/// That is done before anything else of the process runs: the runtime of concurrency, too, opens descriptors, and would get
/// the numbers of those that are closed.
bool standard_streams_are_open(void);
