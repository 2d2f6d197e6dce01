/*
 * zone: the names come from tzdata.zi, which says in text what zones and links
 * there are.  A zone is read once, by asking glibc for its offset on every
 * sixth day and halving where it differs; TZ is put back at once.  Everything
 * lives in one arena of the process.
 *
 *   turn    [0] ------ [1] ------ ... ------ [n - 1]
 *   offset      holds from its turn's at to the next one's; [0] also before
 */
#include "base/zone.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/log.h"

#include "base/banned.h"

#define ZONE_MEMORY ((size_t)8 * 1024 * 1024)	/* all of them take 4 MB */
#define ZONE_FROM INT64_C(0)			/* 1970-01-01 */
#define ZONE_UNTIL INT64_C(4133980800)		/* 2101-01-01 */
/*
 * Two turns never lie closer: the shortest in tzdata since 1970 is a summer
 * time of a week (America/Boa_Vista 2000; Asia/Gaza foresees some).
 */
#define ZONE_STEP_S (6 * 86400)
#define ZONE_DAY_S 86400			/* more than any offset */

struct zone_turn {
	int64_t at;
	int offset_s;
};

struct zone {
	const char *name;
	struct zone_turn *turn;
	size_t n;
};

static struct arena *zone_memory;
static const char **zone_list;		/* sorted; NULL until read */
static struct zone **zone_loaded;	/* by the place in zone_list */
static size_t zone_list_n;

/* Where glibc looks too: the list and the data must be of one piece. */
static const char *
zone_dir(void)
{
	const char *dir = getenv("TZDIR");

	return dir != NULL && dir[0] != '\0' ? dir : "/usr/share/zoneinfo";
}

/* "Z name …" or "L target name"; "Factory" is nobody's zone. */
static bool
zone_line_name(const char *line, struct str *ret)
{
	struct str word, rest = str_trim(str_of(line));

	rest = str_cut(rest, ' ', &word);
	if (str_is(word, "L"))
		rest = str_cut(rest, ' ', &word);
	else if (!str_is(word, "Z"))
		return false;
	str_cut(rest, ' ', &word);
	*ret = word;
	return word.n > 0 && !str_is(word, "Factory");
}

static int
zone_compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void
zone_read_names(FILE *f)
{
	char line[256];
	struct str name;
	size_t size = 1024;

	zone_list = ARENA_ARRAY(zone_memory, const char *, size);
	while (fgets(line, sizeof(line), f) != NULL) {
		if (!zone_line_name(line, &name))
			continue;
		if (zone_list_n == size) {
			zone_list = arena_grow(zone_memory, zone_list,
			    size * sizeof(*zone_list),
			    2 * size * sizeof(*zone_list));
			size *= 2;
		}
		zone_list[zone_list_n++] = str_copy(zone_memory, name);
	}
	qsort(zone_list, zone_list_n, sizeof(*zone_list), zone_compare_names);
	zone_loaded = ARENA_ARRAY(zone_memory, struct zone *, zone_list_n);
}

static bool
zone_ready(void)
{
	char path[1024];
	FILE *f;

	if (zone_list_n > 0)
		return true;
	snprintf(path, sizeof(path), "%s/tzdata.zi", zone_dir());
	f = fopen(path, "re");
	if (f != NULL) {
		if (zone_memory == NULL)
			zone_memory = arena_new(ZONE_MEMORY);
		zone_read_names(f);
		fclose(f);
	}
	if (zone_list_n == 0)
		LOG(LOG_ERROR, "zone", LOG_TEXT("why", "no list of zones"),
		    LOG_TEXT("path", path));
	return zone_list_n > 0;
}

const char *const *
zone_names(size_t *ret_n)
{
	*ret_n = zone_ready() ? zone_list_n : 0;
	return zone_list;
}

/* Local time's offset while TZ is the zone. */
static int
zone_ask(int64_t at)
{
	time_t t = (time_t)at;
	struct tm tm;

	if (localtime_r(&t, &tm) == NULL)
		return 0;
	return (int)tm.tm_gmtoff;
}

/* The first second after low at which the offset is high's. */
static int64_t
zone_bisect(int64_t low, int64_t high)
{
	int after = zone_ask(high);

	while (high - low > 1) {
		int64_t middle = low + (high - low) / 2;

		if (zone_ask(middle) == after)
			high = middle;
		else
			low = middle;
	}
	return high;
}

static void
zone_add_turn(struct zone *z, int64_t at, int offset_s)
{
	z->turn = arena_grow(zone_memory, z->turn, z->n * sizeof(*z->turn),
	    (z->n + 1) * sizeof(*z->turn));
	z->turn[z->n++] = (struct zone_turn){ at, offset_s };
}

static void
zone_probe(struct zone *z)
{
	int64_t at;
	int offset = zone_ask(ZONE_FROM);

	zone_add_turn(z, ZONE_FROM, offset);
	for (at = ZONE_FROM; at < ZONE_UNTIL; at += ZONE_STEP_S) {
		if (zone_ask(at + ZONE_STEP_S) == offset)
			continue;
		offset = zone_ask(at + ZONE_STEP_S);
		zone_add_turn(z, zone_bisect(at, at + ZONE_STEP_S), offset);
	}
}

/* Sets TZ for good or for a while; the arena owns what it was before. */
static void
zone_set_tz(const char *value)
{
	int failed = value == NULL ? unsetenv("TZ") : setenv("TZ", value, 1);

	assert(failed == 0);
	tzset();
}

static struct zone *
zone_load(const char *name)
{
	struct zone *z = ARENA_NEW(zone_memory, struct zone);
	const char *before = getenv("TZ");
	char path[1024];

	/* glibc would read UTC out of a file that is not there. */
	snprintf(path, sizeof(path), "%s/%s", zone_dir(), name);
	if (access(path, R_OK) != 0) {
		LOG(LOG_ERROR, "zone", LOG_TEXT("why", strerror(errno)),
		    LOG_TEXT("path", path));
		return NULL;
	}
	if (before != NULL)
		before = str_copy(zone_memory, str_of(before));
	z->name = name;
	zone_set_tz(str_printf(zone_memory, ":%s", name));
	zone_probe(z);
	zone_set_tz(before);
	return z;
}

static int
zone_compare_to(const void *key, const void *member)
{
	const struct str *name = key;
	const char *other = *(const char *const *)member;
	int order = strncmp(name->p, other, name->n);

	return order != 0 ? order : -(other[name->n] != '\0');
}

enum status
zone_find(struct str name, const struct zone **ret)
{
	const char **at;
	size_t i;

	if (!zone_ready())
		return E_FAULT;
	if (name.n == 0 || memchr(name.p, '\0', name.n) != NULL)
		return E_INVALID;
	at = bsearch(&name, zone_list, zone_list_n, sizeof(*zone_list),
	    zone_compare_to);
	if (at == NULL)
		return E_INVALID;
	i = (size_t)(at - zone_list);
	if (zone_loaded[i] == NULL)
		zone_loaded[i] = zone_load(zone_list[i]);
	if (zone_loaded[i] == NULL)
		return E_FAULT;
	*ret = zone_loaded[i];
	return OK;
}

const char *
zone_name(const struct zone *z)
{
	return z->name;
}

/* The last turn at or before an instant; the first one before them all. */
static size_t
zone_turn_at(const struct zone *z, int64_t at)
{
	size_t low = 0, high = z->n;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (z->turn[middle].at <= at)
			low = middle;
		else
			high = middle;
	}
	return low;
}

int
zone_offset_s(const struct zone *z, int64_t at)
{
	return z->turn[zone_turn_at(z, at)].offset_s;
}

struct civil
zone_civil(const struct zone *z, int64_t at)
{
	return civil_from_seconds(at + zone_offset_s(z, at));
}

struct date
zone_date(const struct zone *z, int64_t at)
{
	return zone_civil(z, at).date;
}

/*
 * The turn whose offset a wall time has: in a fold the earlier; in a gap the
 * one behind it, and *ret_gap.
 */
static size_t
zone_turn_of(const struct zone *z, int64_t wall, bool *ret_gap)
{
	size_t i = zone_turn_at(z, wall - ZONE_DAY_S);

	while (i + 1 < z->n && wall - z->turn[i].offset_s >= z->turn[i + 1].at)
		i++;
	*ret_gap = i > 0 && wall - z->turn[i].offset_s < z->turn[i].at;
	return i;
}

int64_t
zone_instant(const struct zone *z, struct civil c)
{
	int64_t wall = civil_seconds(c);
	bool gap;
	size_t i = zone_turn_of(z, wall, &gap);

	return wall - z->turn[gap ? i - 1 : i].offset_s;
}

int64_t
zone_midnight(const struct zone *z, struct date d)
{
	int64_t wall = civil_seconds((struct civil){ .date = d });
	bool gap;
	size_t i = zone_turn_of(z, wall, &gap);

	/* In a gap the day begins when the clocks have been moved. */
	return gap ? z->turn[i].at : wall - z->turn[i].offset_s;
}
