/* clock: the only place that reads time. */
#ifndef WATCHBILL_BASE_CLOCK_H
#define WATCHBILL_BASE_CLOCK_H

#include <stdint.h>

/*
 * clock_now(): seconds UTC since 1970, moved by the offset in the file named
 * by clock_set_offset_file (one decimal integer, seconds; read at each call;
 * absent, empty or anything else is 0; for [test] clock_offset_file only).
 * clock_now_ms(): the same in milliseconds, for log lines.
 * clock_monotonic_us(): microseconds of a clock that never jumps.
 */
int64_t clock_now(void);
int64_t clock_now_ms(void);
int64_t clock_monotonic_us(void);
/* NULL: none.  The path must live as long as the process. */
void clock_set_offset_file(const char *path);

#endif
