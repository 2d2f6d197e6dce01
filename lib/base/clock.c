/*
 * clock: the two clocks, kept apart: one that tells the time, one that only
 * measures.  The offset moves the first alone.
 */
#include "base/clock.h"

#include <fcntl.h>
#include <time.h>
#include <unistd.h>

#include "base/num.h"

#include "base/banned.h"

/* Keeps the moved clock within the years that civil knows. */
#define CLOCK_OFFSET_MIN INT64_C(-1000000000)
#define CLOCK_OFFSET_MAX INT64_C(10000000000)

static const char *clock_offset_file;

void
clock_set_offset_file(const char *path)
{
	clock_offset_file = path;
}

static int64_t
clock_offset_s(void)
{
	char text[32];
	ssize_t n;
	int64_t offset;
	int fd;

	if (clock_offset_file == NULL)
		return 0;
	fd = open(clock_offset_file, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return 0;
	n = read(fd, text, sizeof(text));
	close(fd);
	if (n <= 0 || !num_parse(str_trim((struct str){ text, (size_t)n }),
	    CLOCK_OFFSET_MIN, CLOCK_OFFSET_MAX, &offset))
		return 0;
	return offset;
}

int64_t
clock_now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return (t.tv_sec + clock_offset_s()) * 1000 + t.tv_nsec / 1000000;
}

int64_t
clock_now(void)
{
	return clock_now_ms() / 1000;
}

int64_t
clock_monotonic_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * INT64_C(1000000) + t.tv_nsec / 1000;
}
