#pragma once
#include <stdint.h>

/// Moves what this thread is told of the time of day by so many seconds; 0 tells the time as it is. Clocks that only measure
/// how long something takes are left alone.
void test_clock_shift(int64_t seconds);
